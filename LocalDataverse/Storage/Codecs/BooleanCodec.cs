using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage.Codecs;

/// <summary>Two options as 0 and 1.</summary>
internal sealed class BooleanCodec(TableDefinition table, ColumnDefinition column) : ValueCodec(table, column)
{
    public override string SqlType => "INTEGER";

    public override SqlValue Encode(object value) => value is bool flag ? SqlValue.Of(flag) : throw WrongType(value, "a bool");

    public override object Decode(Statement row, int at) => row.Integer(at) != 0;
}
