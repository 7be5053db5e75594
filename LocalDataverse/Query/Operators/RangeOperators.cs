using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>Between and NotBetween, both ends included in the range. Empty columns are neither.</summary>
internal sealed class RangeOperators : IOperatorFamily
{
    public IReadOnlyCollection<ConditionOperator> Operators { get; } = [ConditionOperator.Between, ConditionOperator.NotBetween];

    public void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        ConditionValue.RequireOrdered(condition);
        ConditionValue.RequireCount(condition, 2);
        var values = ConditionValue.All(condition);
        sql.Append("(").Append(condition.Expression)
            .Append(condition.Operator == ConditionOperator.Between ? " BETWEEN " : " NOT BETWEEN ")
            .Value(values[0]).Append(" AND ").Value(values[1]).Append(")");
    }
}
