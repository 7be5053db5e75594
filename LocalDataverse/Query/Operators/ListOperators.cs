using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>In, NotIn. Of several options: exactly those given.</summary>
internal sealed class ListOperators : IOperatorFamily
{
    public IReadOnlyCollection<ConditionOperator> Operators { get; } = [ConditionOperator.In, ConditionOperator.NotIn];

    public void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        var values = condition.Column.Column.Type == ColumnType.MultiSelectPicklist ? [ConditionValue.Set(condition)] : ConditionValue.All(condition);
        var negated = condition.Operator == ConditionOperator.NotIn;
        if (negated)
            UnknownCountsAsDifferent.Begin(sql);
        sql.Append(condition.Expression).Append(negated ? " NOT IN (" : " IN (");
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0)
                sql.Append(", ");
            sql.Value(values[i]);
        }

        sql.Append(")");
        if (negated)
            UnknownCountsAsDifferent.End(sql, condition);
    }
}
