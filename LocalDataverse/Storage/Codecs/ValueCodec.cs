using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage.Codecs;

/// <summary>Brings the values of one column from the SDK's types to SQLite's and back, and refuses what the column does not take.</summary>
internal abstract class ValueCodec
{
    protected ValueCodec(TableDefinition table, ColumnDefinition column)
    {
        Table = table;
        Column = column;
    }

    protected TableDefinition Table { get; }

    protected ColumnDefinition Column { get; }

    /// <summary>The column's type in SQL, with its collation.</summary>
    public abstract string SqlType { get; }

    /// <summary>Encodes a value that is not null.</summary>
    /// <exception cref="System.ServiceModel.FaultException">The value is of another type, too long or out of range.</exception>
    public abstract SqlValue Encode(object value);

    /// <summary>Decodes a value that is not null.</summary>
    public abstract object Decode(Statement row, int at);

    protected System.Exception WrongType(object value, string expected) => Fault.WrongValueType(Table, Column, value, expected);
}
