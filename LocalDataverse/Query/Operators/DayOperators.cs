using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>On, OnOrBefore, OnOrAfter: the calendar date in the user's time zone.</summary>
internal sealed class DayOperators : IOperatorFamily
{
    public IReadOnlyCollection<ConditionOperator> Operators { get; } = [ConditionOperator.On, ConditionOperator.OnOrBefore, ConditionOperator.OnOrAfter];

    public void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        Days.RequireDate(condition);
        var day = ConditionValue.Date(condition);
        var (from, before) = condition.Operator switch
        {
            ConditionOperator.On => ((DateTime?)day, (DateTime?)Days.Next(day)),
            ConditionOperator.OnOrBefore => (null, Days.Next(day)),
            _ => (day, null),
        };
        Days.Write(condition, sql, moment, from, before);
    }
}
