using System;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;
using Smarketing.LocalDataverse.Storage.Codecs;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>
/// Calendar days as ranges of stored values. A day of an instant column begins at midnight in the user's time zone; columns without a
/// time zone are compared as written.
/// </summary>
internal static class Days
{
    // What lies beyond cannot be stored.
    private static readonly DateTime First = new(1000, 1, 1);
    private static readonly DateTime Last = new(9999, 12, 31);

    /// <summary>Writes that the column is on or after one day and before another; null leaves an end open.</summary>
    public static void Write(ConditionNode condition, SqlText sql, QueryMoment moment, DateTime? from, DateTime? before)
    {
        sql.Append("(");
        if (from is { } first)
            sql.Append(condition.Expression).Append(" >= ").Value(Midnight(condition, moment, first));
        if (from is not null && before is not null)
            sql.Append(" AND ");
        if (before is { } end)
            sql.Append(condition.Expression).Append(" < ").Value(Midnight(condition, moment, end));
        sql.Append(")");
    }

    /// <summary>Now, as the column keeps it.</summary>
    public static SqlValue Now(ConditionNode condition, QueryMoment moment) =>
        condition.Column.Column.DateTimeBehavior == DateTimeBehavior.DateOnly ? SqlValue.Of(DateTimeCodec.Text(moment.Today)) : Instant(condition, moment, moment.UtcNow);

    /// <summary>An instant as the column keeps it: in UTC, or what clocks show where the user lives.</summary>
    public static SqlValue Instant(ConditionNode condition, QueryMoment moment, DateTime utc) =>
        SqlValue.Of(DateTimeCodec.Text(condition.Column.Column.DateTimeBehavior == DateTimeBehavior.UserLocal ? utc : moment.LocalOf(utc)));

    /// <summary>The day after; the last day there is has none.</summary>
    public static DateTime Next(DateTime day) => day.Date < Last ? day.Date.AddDays(1) : DateTime.MaxValue;

    /// <summary>So many units on from a day, or back; stops at the ends of the calendar.</summary>
    public static DateTime Add(DateTime day, TimeUnit unit, int count)
    {
        try
        {
            var moved = unit switch
            {
                TimeUnit.Day => day.AddDays(count),
                TimeUnit.Week => day.AddDays(7.0 * count),
                TimeUnit.Month => day.AddMonths(count),
                _ => day.AddYears(count),
            };
            return moved < First ? First : moved > Last ? Last : moved;
        }
        catch (ArgumentOutOfRangeException)
        {
            return count < 0 ? First : Last;
        }
    }

    /// <summary>The first day of the week, month or year a day lies in.</summary>
    public static DateTime StartOf(DateTime day, TimeUnit unit, DayOfWeek weekStart) => unit switch
    {
        TimeUnit.Day => day.Date,
        TimeUnit.Week => day.Date.AddDays(-((7 + (int)day.DayOfWeek - (int)weekStart) % 7)),
        TimeUnit.Month => new DateTime(day.Year, day.Month, 1),
        _ => new DateTime(day.Year, 1, 1),
    };

    /// <summary>Faults unless the column holds dates.</summary>
    public static void RequireDate(ConditionNode condition)
    {
        var column = condition.Column.Column;
        if (column.Type != ColumnType.DateTime)
            throw Fault.InvalidQuery($"The operator {condition.Operator} needs a date column; '{condition.Table.LogicalName}.{column.LogicalName}' is {column.Type}. Use it on a date, or another operator.");
    }

    private static SqlValue Midnight(ConditionNode condition, QueryMoment moment, DateTime day) =>
        SqlValue.Of(DateTimeCodec.Text(condition.Column.Column.DateTimeBehavior == DateTimeBehavior.UserLocal ? moment.StartOf(day) : day.Date));
}
