using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>ContainValues, DoesNotContainValues: one of the given options at least is chosen, or none of them.</summary>
internal sealed class ChoicesOperators : IOperatorFamily
{
    public IReadOnlyCollection<ConditionOperator> Operators { get; } = [ConditionOperator.ContainValues, ConditionOperator.DoesNotContainValues];

    public void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        var column = condition.Column.Column;
        if (column.Type != ColumnType.MultiSelectPicklist)
            throw Fault.InvalidQuery($"The operator {condition.Operator} needs a choice of several options; '{condition.Table.LogicalName}.{column.LogicalName}' is {column.Type}. Use In or NotIn.");
        var negated = condition.Operator == ConditionOperator.DoesNotContainValues;
        if (negated)
            UnknownCountsAsDifferent.Begin(sql).Append("NOT ");
        var separator = "(";
        foreach (var option in ConditionValue.Options(condition))
        {
            // Options are kept between commas: ,1,7,12,
            sql.Append(separator).Append("instr(").Append(condition.Expression).Append(", ").Value(SqlValue.Of($",{option},")).Append(") > 0");
            separator = " OR ";
        }

        sql.Append(")");
        if (negated)
            UnknownCountsAsDifferent.End(sql, condition);
    }
}
