using System;
using System.Collections.Generic;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Tree;

/// <summary>A table in a query: the root, or one end of a link.</summary>
internal sealed class TableNode
{
    public required TableLayout Layout { get; init; }

    /// <summary>Name in SQL: t0, t1 …</summary>
    public required string Sql { get; init; }

    /// <summary>Name in the query and before the columns in the result.</summary>
    public required string Alias { get; init; }

    /// <summary>The tables it is joined with.</summary>
    public required QueryScope Scope { get; init; }

    /// <summary>How it is tied to its parent; null for the root.</summary>
    public JoinNode? Join { get; init; }

    /// <summary>All columns are asked for.</summary>
    public bool AllColumns { get; set; }

    /// <summary>The columns asked for.</summary>
    public List<ColumnNode> Columns { get; } = [];

    /// <summary>The table's own filter; for a link it decides which rows are joined.</summary>
    public FilterNode? Filter { get; set; }

    /// <summary>Tables joined to this one.</summary>
    public List<TableNode> Links { get; } = [];

    /// <summary>Links of this table that are only conditions on it.</summary>
    public List<TableNode> Related { get; } = [];

    public string LogicalName => Layout.Table.LogicalName;

    /// <summary>True when a name in a condition or order means this table.</summary>
    public bool IsNamed(string name) => string.Equals(Alias, name, StringComparison.OrdinalIgnoreCase);
}
