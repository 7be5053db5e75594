using System.Collections.Generic;

namespace Smarketing.LocalDataverse.Query.Tree;

/// <summary>The tables that are joined to each other: those of the query itself, or those of a link that is only a condition.</summary>
internal sealed class QueryScope(QueryScope? outer)
{
    /// <summary>The scope the condition stands in; its tables can be named from within. Null for the query itself.</summary>
    public QueryScope? Outer => outer;

    /// <summary>The tables, each parent before its links.</summary>
    public List<TableNode> Tables { get; } = [];
}
