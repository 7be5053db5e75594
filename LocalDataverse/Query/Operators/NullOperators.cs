using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>Null, NotNull.</summary>
internal sealed class NullOperators : IOperatorFamily
{
    public IReadOnlyCollection<ConditionOperator> Operators { get; } = [ConditionOperator.Null, ConditionOperator.NotNull];

    public void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        ConditionValue.RequireCount(condition, 0);
        sql.Append(condition.Expression).Append(condition.Operator == ConditionOperator.Null ? " IS NULL" : " IS NOT NULL");
    }
}
