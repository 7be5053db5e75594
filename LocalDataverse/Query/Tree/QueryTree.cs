using System.Collections.Generic;

namespace Smarketing.LocalDataverse.Query.Tree;

/// <summary>A query, whatever language it was asked in, with all names resolved and all values checked against their columns.</summary>
internal sealed class QueryTree
{
    /// <summary>The table asked for, its links hanging on it.</summary>
    public required TableNode Root { get; init; }

    /// <summary>What to sort by, most significant first. Ties are broken by primary ids.</summary>
    public List<OrderNode> Orders { get; } = [];

    /// <summary>Groups and figures; empty unless the query aggregates.</summary>
    public List<AggregateNode> Aggregates { get; } = [];

    /// <summary>Equal rows count once.</summary>
    public bool Distinct { get; set; }

    /// <summary>Only the first so many rows, without paging.</summary>
    public int? Top { get; set; }

    /// <summary>Which part of the result.</summary>
    public PageNode Page { get; set; } = new(1, PageNode.Largest, null, false);

    /// <summary>All tables of the query, the root first, each parent before its links.</summary>
    public List<TableNode> Tables { get; } = [];
}
