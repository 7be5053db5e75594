using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>Hands each condition to the family of its operator. An operator that is in no family is not supported.</summary>
internal static class ConditionWriter
{
    private static readonly IOperatorFamily[] Families =
    [
        new EqualityOperators(),
        new NullOperators(),
        new ListOperators(),
        new ComparisonOperators(),
        new RangeOperators(),
        new TextOperators(),
        new DayOperators(),
        new PeriodOperators(),
        new RollingOperators(),
        new HourOperators(),
        new OlderThanOperators(),
        new CallerOperators(),
        new LanguageOperators(),
        new ChoicesOperators(),
    ];

    private static readonly Dictionary<ConditionOperator, IOperatorFamily> ByOperator =
        Families.SelectMany(f => f.Operators.Select(o => (Operator: o, Family: f))).ToDictionary(p => p.Operator, p => p.Family);

    /// <summary>The operators that can be used.</summary>
    public static IReadOnlyCollection<ConditionOperator> Supported => ByOperator.Keys;

    /// <summary>Writes a condition.</summary>
    public static void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        moment.RowFilter?.RequireColumn(condition.Table.Layout.Table, condition.Column.Column);
        if (condition.OtherColumn is { } other)
        {
            moment.RowFilter?.RequireColumn(condition.OtherTable!.Layout.Table, other.Column);
            ColumnComparison.Write(condition, sql);
            return;
        }

        if (!ByOperator.TryGetValue(condition.Operator, out var family))
            throw Unsupported.Operator(condition.Operator);
        family.Write(condition, sql, moment);
    }
}
