using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Tree;

/// <summary>A column, an operator and the values as the query gave them; the operator's family checks and encodes them.</summary>
/// <param name="Table">Where the column is.</param>
/// <param name="Column">The column.</param>
/// <param name="Operator">What to do with it.</param>
/// <param name="Values">As many as the operator takes.</param>
/// <param name="IsText">The values are FetchXML text, to be read as the column's type.</param>
internal sealed record ConditionNode(TableNode Table, StoredColumn Column, ConditionOperator Operator, IReadOnlyList<object?> Values, bool IsText)
{
    /// <summary>The table of the column to compare with; null when values are given.</summary>
    public TableNode? OtherTable { get; init; }

    /// <summary>The column to compare with.</summary>
    public StoredColumn? OtherColumn { get; init; }

    /// <summary>The column in SQL.</summary>
    public string Expression => Column.Expression(Table.Sql);
}
