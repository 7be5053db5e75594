using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>
/// EqualUserId, NotEqualUserId, EqualUserTeams, EqualUserOrUserTeams, EqualBusinessId, NotEqualBusinessId: the user who asks, the user's
/// teams and business unit.
/// </summary>
internal sealed class CallerOperators : IOperatorFamily
{
    public IReadOnlyCollection<ConditionOperator> Operators { get; } =
    [
        ConditionOperator.EqualUserId, ConditionOperator.NotEqualUserId, ConditionOperator.EqualUserTeams, ConditionOperator.EqualUserOrUserTeams,
        ConditionOperator.EqualBusinessId, ConditionOperator.NotEqualBusinessId,
    ];

    public void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        ConditionValue.RequireCount(condition, 0);
        var column = condition.Column.Column;
        if (!column.IsLookup && column.Type != ColumnType.Uniqueidentifier)
            throw Fault.InvalidQuery($"The operator {condition.Operator} needs a lookup or id column; '{condition.Table.LogicalName}.{column.LogicalName}' is {column.Type}. Use it on ownerid, createdby or the like.");
        var caller = moment.Caller;
        IEnumerable<Guid> ids = condition.Operator switch
        {
            ConditionOperator.EqualUserId or ConditionOperator.NotEqualUserId => [caller.Id],
            ConditionOperator.EqualUserTeams => caller.TeamIds,
            ConditionOperator.EqualUserOrUserTeams => caller.TeamIds.Prepend(caller.Id),
            _ => [caller.BusinessUnitId],
        };
        var negated = condition.Operator is ConditionOperator.NotEqualUserId or ConditionOperator.NotEqualBusinessId;
        if (negated)
            UnknownCountsAsDifferent.Begin(sql);
        sql.Append(condition.Expression).Append(negated ? " NOT IN (" : " IN (");
        var separator = "";
        foreach (var id in ids)
        {
            sql.Append(separator).Value(SqlValue.Of(id));
            separator = ", ";
        }

        sql.Append(")");
        if (negated)
            UnknownCountsAsDifferent.End(sql, condition);
    }
}
