using System.Collections.Generic;

namespace Smarketing.LocalDataverse.Query.Tree;

/// <summary>Conditions, filters and links to related rows, joined by "and" or "or".</summary>
internal sealed class FilterNode
{
    /// <summary>One of them is enough.</summary>
    public bool IsOr { get; init; }

    public List<ConditionNode> Conditions { get; } = [];

    public List<FilterNode> Filters { get; } = [];

    /// <summary>Links that ask for related rows.</summary>
    public List<TableNode> Related { get; } = [];

    /// <summary>False for an empty filter, which means nothing whether it says "and" or "or".</summary>
    public bool HasConditions => Conditions.Count > 0 || Related.Count > 0 || Filters.Exists(f => f.HasConditions);
}
