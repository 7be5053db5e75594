using System;
using System.Globalization;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage.Codecs;

/// <summary>
/// Dates as text that sorts by time, <c>2026-03-29 01:00:00</c>, in UTC for instants and as written for the other behaviours.
/// Like the platform it keeps whole seconds: the fraction is cut off, not rounded.
/// </summary>
/// <remarks>A value of kind Local is converted to UTC, one of kind Unspecified is taken for UTC. What is read is of kind Utc.</remarks>
internal sealed class DateTimeCodec(TableDefinition table, ColumnDefinition column) : ValueCodec(table, column)
{
    private const string Layout = "yyyy-MM-dd HH:mm:ss";

    private static readonly DateTime Earliest = new(1753, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Latest = new(9999, 12, 30, 23, 59, 59, DateTimeKind.Utc);

    public override string SqlType => "TEXT";

    public override SqlValue Encode(object value)
    {
        if (value is not DateTime time)
            throw WrongType(value, "a DateTime");
        if (Column.DateTimeBehavior == DateTimeBehavior.UserLocal)
            time = time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time;
        else if (Column.DateTimeBehavior == DateTimeBehavior.DateOnly)
            time = time.Date;
        if (time < Earliest)
            throw Fault.Of(ErrorCodes.DateOutOfRange, $"DateTime is less than minimum value supported by CrmDateTime. Actual value: {Text(time)}, minimum value supported: {Text(Earliest)}. Leave '{Column.LogicalName}' of '{Table.LogicalName}' empty when there is no date.");
        if (time > Latest.AddTicks(TimeSpan.TicksPerSecond - 1))
            throw Fault.Of(ErrorCodes.DateOutOfRange, $"DateTime is greater than maximum value supported by CrmDateTime. Actual value: {Text(time)}, maximum value supported: {Text(Latest)}. Leave '{Column.LogicalName}' of '{Table.LogicalName}' empty when there is no date.");
        return SqlValue.Of(Text(time));
    }

    public override object Decode(Statement row, int at) => Parse(row.Text(at));

    /// <summary>A time as it is stored.</summary>
    public static string Text(DateTime time) => string.Create(19, time, static (text, t) => t.TryFormat(text, out _, Layout, CultureInfo.InvariantCulture));

    /// <summary>A stored time.</summary>
    public static DateTime Parse(string text) => new(
        Digits(text, 0, 4), Digits(text, 5, 2), Digits(text, 8, 2), Digits(text, 11, 2), Digits(text, 14, 2), Digits(text, 17, 2), DateTimeKind.Utc);

    private static int Digits(string text, int at, int count)
    {
        var number = 0;
        for (var i = at; i < at + count; i++)
            number = (number * 10) + (text[i] - '0');
        return number;
    }
}
