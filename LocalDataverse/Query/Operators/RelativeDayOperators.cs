using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>
/// Yesterday, Today, Tomorrow, Last7Days, Next7Days, LastXDays, NextXDays: whole days in the user's time zone. "Last x days" runs from
/// the midnight x days ago to now, "next x days" from now to the end of the day x days on.
/// </summary>
internal sealed class RelativeDayOperators : IOperatorFamily
{
    public IReadOnlyCollection<ConditionOperator> Operators { get; } =
    [
        ConditionOperator.Yesterday, ConditionOperator.Today, ConditionOperator.Tomorrow, ConditionOperator.Last7Days, ConditionOperator.Next7Days,
        ConditionOperator.LastXDays, ConditionOperator.NextXDays,
    ];

    public void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        Days.RequireDate(condition);
        var today = moment.Today;
        switch (condition.Operator)
        {
            case ConditionOperator.Yesterday: WholeDay(today.AddDays(-1)); break;
            case ConditionOperator.Today: WholeDay(today); break;
            case ConditionOperator.Tomorrow: WholeDay(today.AddDays(1)); break;
            case ConditionOperator.Last7Days: ConditionValue.RequireCount(condition, 0); Last(7); break;
            case ConditionOperator.Next7Days: ConditionValue.RequireCount(condition, 0); Next(7); break;
            case ConditionOperator.LastXDays: Last(ConditionValue.Days(condition)); break;
            default: Next(ConditionValue.Days(condition)); break;
        }

        void WholeDay(DateTime day)
        {
            ConditionValue.RequireCount(condition, 0);
            Days.Write(condition, sql, moment, day, Days.Next(day));
        }

        void Last(int days)
        {
            sql.Append("(");
            Days.Write(condition, sql, moment, today.AddDays(-days), null);
            sql.Append(" AND ").Append(condition.Expression).Append(" <= ").Value(Days.Now(condition, moment)).Append(")");
        }

        void Next(int days)
        {
            sql.Append("(");
            Days.Write(condition, sql, moment, null, today.AddDays(days + 1));
            sql.Append(" AND ").Append(condition.Expression).Append(" >= ").Value(Days.Now(condition, moment)).Append(")");
        }
    }
}
