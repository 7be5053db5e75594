using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage.Codecs;

/// <summary>Money, always with four places, like the money type of SQL Server.</summary>
internal sealed class MoneyCodec(TableDefinition table, ColumnDefinition column) : ValueCodec(table, column)
{
    /// <summary>Places after the point that are stored.</summary>
    public const int Scale = 4;

    public override string SqlType => "INTEGER";

    public override SqlValue Encode(object value) => value is Money money
        ? SqlValue.Of(ScaledDecimal.Encode(Table, Column, money.Value, Scale, Scale))
        : throw WrongType(value, "a Money");

    public override object Decode(Statement row, int at) => new Money(ScaledDecimal.Decode(row.Integer(at), Scale));
}
