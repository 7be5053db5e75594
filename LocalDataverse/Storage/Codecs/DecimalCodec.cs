using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage.Codecs;

/// <summary>Decimals, scaled by the places the column had when it was created or has been widened to since.</summary>
internal sealed class DecimalCodec(TableDefinition table, ColumnDefinition column, int scale) : ValueCodec(table, column)
{
    public override string SqlType => "INTEGER";

    /// <summary>Places after the point that are stored.</summary>
    public int Scale => scale;

    public override SqlValue Encode(object value) => value is decimal number
        ? SqlValue.Of(ScaledDecimal.Encode(Table, Column, number, Column.Precision, scale))
        : throw WrongType(value, "a decimal");

    public override object Decode(Statement row, int at) => ScaledDecimal.Decode(row.Integer(at), scale);
}
