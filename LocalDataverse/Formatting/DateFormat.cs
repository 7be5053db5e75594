using System;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Formatting;

/// <summary>Instants as clocks show them where the user lives; dates without a time zone as they are written.</summary>
internal sealed class DateFormat(ColumnDefinition column, UserFormats user) : ColumnFormat
{
    private readonly bool isInstant = column.DateTimeBehavior == DateTimeBehavior.UserLocal;

    private readonly string pattern =
        column.DateTimeBehavior == DateTimeBehavior.DateOnly || string.Equals(column.Format, "DateOnly", StringComparison.Ordinal)
            ? user.Conventions.DatePattern
            : $"{user.Conventions.DatePattern} {user.Conventions.TimePattern}";

    public override string? Of(object value, CurrencyFormat currency)
    {
        var time = (DateTime)value;
        return (isInstant ? TimeZoneInfo.ConvertTimeFromUtc(time, user.TimeZone) : time).ToString(pattern, user.Conventions.Dates);
    }
}
