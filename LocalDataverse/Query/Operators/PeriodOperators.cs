using System.Collections.Frozen;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>
/// Yesterday, Today, Tomorrow; LastWeek, ThisWeek, NextWeek and the same of months and years: whole periods of the calendar in the
/// user's time zone. Weeks begin on the organisation's first day of the week.
/// </summary>
internal sealed class PeriodOperators : IOperatorFamily
{
    private static readonly FrozenDictionary<ConditionOperator, (TimeUnit Unit, int Offset)> Periods = new Dictionary<ConditionOperator, (TimeUnit, int)>
    {
        [ConditionOperator.Yesterday] = (TimeUnit.Day, -1),
        [ConditionOperator.Today] = (TimeUnit.Day, 0),
        [ConditionOperator.Tomorrow] = (TimeUnit.Day, 1),
        [ConditionOperator.LastWeek] = (TimeUnit.Week, -1),
        [ConditionOperator.ThisWeek] = (TimeUnit.Week, 0),
        [ConditionOperator.NextWeek] = (TimeUnit.Week, 1),
        [ConditionOperator.LastMonth] = (TimeUnit.Month, -1),
        [ConditionOperator.ThisMonth] = (TimeUnit.Month, 0),
        [ConditionOperator.NextMonth] = (TimeUnit.Month, 1),
        [ConditionOperator.LastYear] = (TimeUnit.Year, -1),
        [ConditionOperator.ThisYear] = (TimeUnit.Year, 0),
        [ConditionOperator.NextYear] = (TimeUnit.Year, 1),
    }.ToFrozenDictionary();

    public IReadOnlyCollection<ConditionOperator> Operators => Periods.Keys;

    public void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        Days.RequireDate(condition);
        ConditionValue.RequireCount(condition, 0);
        var (unit, offset) = Periods[condition.Operator];
        var current = Days.StartOf(moment.Today, unit, moment.Caller.WeekStart);
        Days.Write(condition, sql, moment, Days.Add(current, unit, offset), Days.Add(current, unit, offset + 1));
    }
}
