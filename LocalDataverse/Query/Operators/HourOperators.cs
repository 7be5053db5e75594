using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>LastXHours, NextXHours: so many hours that really pass, whatever the clocks do meanwhile; both ends belong to them.</summary>
internal sealed class HourOperators : IOperatorFamily
{
    public IReadOnlyCollection<ConditionOperator> Operators { get; } = [ConditionOperator.LastXHours, ConditionOperator.NextXHours];

    public void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        Days.RequireDate(condition);
        var hours = TimeSpan.FromHours(ConditionValue.Count(condition, "hours"));
        var (from, to) = condition.Operator == ConditionOperator.LastXHours ? (moment.UtcNow - hours, moment.UtcNow) : (moment.UtcNow, moment.UtcNow + hours);
        sql.Append("(").Append(condition.Expression).Append(" BETWEEN ").Value(Days.Instant(condition, moment, from))
            .Append(" AND ").Value(Days.Instant(condition, moment, to)).Append(")");
    }
}
