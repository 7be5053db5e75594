using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage.Codecs;

/// <summary>Whole numbers of 32 bits.</summary>
internal sealed class IntegerCodec(TableDefinition table, ColumnDefinition column) : ValueCodec(table, column)
{
    public override string SqlType => "INTEGER";

    public override SqlValue Encode(object value)
    {
        if (value is not int number)
            throw WrongType(value, "an int");
        var min = Column.MinValue ?? int.MinValue;
        var max = Column.MaxValue ?? int.MaxValue;
        return number >= min && number <= max ? SqlValue.Of(number) : throw Fault.OutOfRange(Table, Column, number, min, max);
    }

    public override object Decode(Statement row, int at) => (int)row.Integer(at);
}
