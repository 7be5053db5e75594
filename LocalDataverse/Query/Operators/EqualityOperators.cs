using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>Equal, NotEqual. Of several options: exactly the one given.</summary>
internal sealed class EqualityOperators : IOperatorFamily
{
    public IReadOnlyCollection<ConditionOperator> Operators { get; } = [ConditionOperator.Equal, ConditionOperator.NotEqual];

    public void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        var value = condition.Column.Column.Type == ColumnType.MultiSelectPicklist ? ConditionValue.SetOfOne(condition) : ConditionValue.Single(condition);
        if (condition.Operator == ConditionOperator.Equal)
        {
            sql.Append(condition.Expression).Append(" = ").Value(value);
            return;
        }

        UnknownCountsAsDifferent.Begin(sql).Append(condition.Expression).Append(" <> ").Value(value);
        UnknownCountsAsDifferent.End(sql, condition);
    }
}
