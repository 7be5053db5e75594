using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>EqualUserId, NotEqualUserId: the user who asks.</summary>
internal sealed class CallerOperators : IOperatorFamily
{
    public IReadOnlyCollection<ConditionOperator> Operators { get; } = [ConditionOperator.EqualUserId, ConditionOperator.NotEqualUserId];

    public void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        ConditionValue.RequireCount(condition, 0);
        var column = condition.Column.Column;
        if (!column.IsLookup && column.Type != ColumnType.Uniqueidentifier)
            throw Fault.InvalidQuery($"The operator {condition.Operator} needs a lookup or id column; '{condition.Table.LogicalName}.{column.LogicalName}' is {column.Type}. Use it on ownerid, createdby or the like.");
        if (condition.Operator == ConditionOperator.EqualUserId)
        {
            sql.Append(condition.Expression).Append(" = ").Value(SqlValue.Of(moment.CallerId));
            return;
        }

        UnknownCountsAsDifferent.Begin(sql).Append(condition.Expression).Append(" <> ").Value(SqlValue.Of(moment.CallerId));
        UnknownCountsAsDifferent.End(sql, condition);
    }
}
