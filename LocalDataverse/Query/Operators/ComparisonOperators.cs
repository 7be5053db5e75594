using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>GreaterThan, GreaterEqual, LessThan, LessEqual. Empty columns are neither.</summary>
internal sealed class ComparisonOperators : IOperatorFamily
{
    public IReadOnlyCollection<ConditionOperator> Operators { get; } =
        [ConditionOperator.GreaterThan, ConditionOperator.GreaterEqual, ConditionOperator.LessThan, ConditionOperator.LessEqual];

    public void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        ConditionValue.RequireOrdered(condition);
        var sign = condition.Operator switch
        {
            ConditionOperator.GreaterThan => " > ",
            ConditionOperator.GreaterEqual => " >= ",
            ConditionOperator.LessThan => " < ",
            _ => " <= ",
        };
        sql.Append(condition.Expression).Append(sign).Value(ConditionValue.Single(condition));
    }
}
