using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>On, NotOn, OnOrBefore, OnOrAfter: the calendar date in the user's time zone.</summary>
internal sealed class DayOperators : IOperatorFamily
{
    public IReadOnlyCollection<ConditionOperator> Operators { get; } =
        [ConditionOperator.On, ConditionOperator.NotOn, ConditionOperator.OnOrBefore, ConditionOperator.OnOrAfter];

    public void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        Days.RequireDate(condition);
        var day = ConditionValue.Date(condition);
        if (condition.Operator == ConditionOperator.NotOn)
        {
            UnknownCountsAsDifferent.Begin(sql).Append("NOT ");
            Days.Write(condition, sql, moment, day, Days.Next(day));
            UnknownCountsAsDifferent.End(sql, condition);
            return;
        }

        var (from, before) = condition.Operator switch
        {
            ConditionOperator.On => ((DateTime?)day, (DateTime?)Days.Next(day)),
            ConditionOperator.OnOrBefore => (null, Days.Next(day)),
            _ => (day, null),
        };
        Days.Write(condition, sql, moment, from, before);
    }
}
