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

    /// <summary>Most rows that may go into an aggregate.</summary>
    public int AggregateLimit { get; set; } = LargestAggregate;

    /// <summary>Equal rows count once.</summary>
    public bool Distinct { get; set; }

    /// <summary>Choices sort by their numbers, not by their labels.</summary>
    public bool SortsChoicesByValue { get; set; }

    /// <summary>Only the first so many rows, without paging.</summary>
    public int? Top { get; set; }

    /// <summary>Which part of the result.</summary>
    public PageNode Page { get; set; } = new(1, PageNode.Largest, null, false);

    /// <summary>The tables of the query that give rows, the root first, each parent before its links.</summary>
    public List<TableNode> Tables => Root.Scope.Tables;

    /// <summary>The platform's cap on rows that go into an aggregate query.</summary>
    public const int LargestAggregate = 50_000;
}
