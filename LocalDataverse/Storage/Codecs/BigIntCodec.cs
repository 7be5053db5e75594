using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage.Codecs;

/// <summary>Whole numbers of 64 bits.</summary>
internal sealed class BigIntCodec(TableDefinition table, ColumnDefinition column) : ValueCodec(table, column)
{
    public override string SqlType => "INTEGER";

    public override SqlValue Encode(object value) => value is long number ? SqlValue.Of(number) : throw WrongType(value, "a long");

    public override object Decode(Statement row, int at) => row.Integer(at);
}
