using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>
/// OlderThanXMinutes, OlderThanXHours: before the moment so long ago. OlderThanXDays, OlderThanXWeeks, OlderThanXMonths, OlderThanXYears:
/// before the day so far back begins where the user lives; what "last x" keeps is never older.
/// </summary>
internal sealed class OlderThanOperators : IOperatorFamily
{
    public IReadOnlyCollection<ConditionOperator> Operators { get; } =
    [
        ConditionOperator.OlderThanXMinutes, ConditionOperator.OlderThanXHours, ConditionOperator.OlderThanXDays,
        ConditionOperator.OlderThanXWeeks, ConditionOperator.OlderThanXMonths, ConditionOperator.OlderThanXYears,
    ];

    public void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        Days.RequireDate(condition);
        switch (condition.Operator)
        {
            case ConditionOperator.OlderThanXMinutes: Before(TimeSpan.FromMinutes(ConditionValue.Count(condition, "minutes"))); break;
            case ConditionOperator.OlderThanXHours: Before(TimeSpan.FromHours(ConditionValue.Count(condition, "hours"))); break;
            case ConditionOperator.OlderThanXDays: BeforeDay(TimeUnit.Day, "days"); break;
            case ConditionOperator.OlderThanXWeeks: BeforeDay(TimeUnit.Week, "weeks"); break;
            case ConditionOperator.OlderThanXMonths: BeforeDay(TimeUnit.Month, "months"); break;
            default: BeforeDay(TimeUnit.Year, "years"); break;
        }

        void Before(TimeSpan ago) => sql.Append(condition.Expression).Append(" < ").Value(Days.Instant(condition, moment, moment.UtcNow - ago));

        void BeforeDay(TimeUnit unit, string units) => Days.Write(condition, sql, moment, null, Days.Add(moment.Today, unit, -ConditionValue.Count(condition, units)));
    }
}
