using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>
/// Like, BeginsWith, EndsWith, Contains and their opposites. Wildcards in the value work in all of them, as on the platform.
/// </summary>
internal sealed class TextOperators : IOperatorFamily
{
    public IReadOnlyCollection<ConditionOperator> Operators { get; } =
    [
        ConditionOperator.Like, ConditionOperator.NotLike, ConditionOperator.BeginsWith, ConditionOperator.DoesNotBeginWith,
        ConditionOperator.EndsWith, ConditionOperator.DoesNotEndWith, ConditionOperator.Contains, ConditionOperator.DoesNotContain,
    ];

    public void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        var column = condition.Column.Column;
        if (!column.IsText)
            throw Fault.InvalidQuery($"The operator {condition.Operator} needs a text column; '{condition.Table.LogicalName}.{column.LogicalName}' is {column.Type}. Use Equal, In or a comparison.");
        var value = ConditionValue.Single(condition).Text!;
        var (pattern, negated) = condition.Operator switch
        {
            ConditionOperator.Like => (value, false),
            ConditionOperator.NotLike => (value, true),
            ConditionOperator.BeginsWith => (value + "%", false),
            ConditionOperator.DoesNotBeginWith => (value + "%", true),
            ConditionOperator.EndsWith => ("%" + value, false),
            ConditionOperator.DoesNotEndWith => ("%" + value, true),
            ConditionOperator.Contains => ("%" + value + "%", false),
            _ => ("%" + value + "%", true),
        };
        if (negated)
            UnknownCountsAsDifferent.Begin(sql).Append("NOT ");
        sql.Append(SqlFunctions.Like).Append("(").Append(condition.Expression).Append(", ").Value(SqlValue.Of(pattern)).Append(")");
        if (negated)
            UnknownCountsAsDifferent.End(sql, condition);
    }
}
