using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>
/// Last7Days, LastXDays, LastXWeeks, LastXMonths, LastXYears and their "next" counterparts, in the user's time zone. "Last x" runs from
/// the midnight x days, weeks, months or years ago to now, "next x" from now to the end of the day so far on.
/// </summary>
internal sealed class RollingOperators : IOperatorFamily
{
    private static readonly FrozenDictionary<ConditionOperator, (TimeUnit Unit, bool IsNext)> Spans = new Dictionary<ConditionOperator, (TimeUnit, bool)>
    {
        [ConditionOperator.Last7Days] = (TimeUnit.Day, false),
        [ConditionOperator.LastXDays] = (TimeUnit.Day, false),
        [ConditionOperator.LastXWeeks] = (TimeUnit.Week, false),
        [ConditionOperator.LastXMonths] = (TimeUnit.Month, false),
        [ConditionOperator.LastXYears] = (TimeUnit.Year, false),
        [ConditionOperator.Next7Days] = (TimeUnit.Day, true),
        [ConditionOperator.NextXDays] = (TimeUnit.Day, true),
        [ConditionOperator.NextXWeeks] = (TimeUnit.Week, true),
        [ConditionOperator.NextXMonths] = (TimeUnit.Month, true),
        [ConditionOperator.NextXYears] = (TimeUnit.Year, true),
    }.ToFrozenDictionary();

    public IReadOnlyCollection<ConditionOperator> Operators => Spans.Keys;

    public void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        Days.RequireDate(condition);
        var (unit, isNext) = Spans[condition.Operator];
        var count = Count(condition, unit);
        var end = Days.Add(moment.Today, unit, isNext ? count : -count);
        sql.Append("(");
        Days.Write(condition, sql, moment, isNext ? null : end, isNext ? Days.Next(end) : null);
        sql.Append(" AND ").Append(condition.Expression).Append(isNext ? " >= " : " <= ").Value(Days.Now(condition, moment)).Append(")");
    }

    private static int Count(ConditionNode condition, TimeUnit unit)
    {
        if (condition.Operator is not (ConditionOperator.Last7Days or ConditionOperator.Next7Days))
            return ConditionValue.Count(condition, Enum.GetName(unit)!.ToLowerInvariant() + "s");
        ConditionValue.RequireCount(condition, 0);
        return 7;
    }
}
