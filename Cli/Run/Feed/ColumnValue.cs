using System;

namespace Smarketing.Cli.Run.Feed;

/// <summary>A value on its way into a lead column.</summary>
/// <param name="Kind">What the column holds.</param>
/// <param name="Value">A string, int, decimal, bool, DateTime (UTC) or Guid, as the kind says.</param>
public readonly record struct ColumnValue(ColumnKind Kind, object Value)
{
    public static ColumnValue Text(string value) => new(ColumnKind.Text, value);

    public static ColumnValue Integer(int value) => new(ColumnKind.Integer, value);

    public static ColumnValue Decimal(decimal value) => new(ColumnKind.Decimal, value);

    public static ColumnValue Money(decimal value) => new(ColumnKind.Money, value);

    public static ColumnValue Boolean(bool value) => new(ColumnKind.Boolean, value);

    public static ColumnValue Choice(int value) => new(ColumnKind.Choice, value);

    public static ColumnValue Date(DateTime value) => new(ColumnKind.Date, value);

    public static ColumnValue Campaign(Guid value) => new(ColumnKind.Campaign, value);
}
