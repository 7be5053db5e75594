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
    public static SqlValue Now(ConditionNode condition, QueryMoment moment) => SqlValue.Of(DateTimeCodec.Text(condition.Column.Column.DateTimeBehavior switch
    {
        DateTimeBehavior.UserLocal => moment.UtcNow,
        DateTimeBehavior.DateOnly => moment.Today,
        _ => moment.Local,
    }));

    /// <summary>The day after; the last day there is has none.</summary>
    public static DateTime Next(DateTime day) => day.Date < DateTime.MaxValue.Date ? day.Date.AddDays(1) : DateTime.MaxValue;

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
