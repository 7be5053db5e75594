using System.Collections.Generic;

namespace Smarketing.LocalDataverse.Query.Tree;

/// <summary>Conditions and filters joined by "and" or "or".</summary>
internal sealed class FilterNode
{
    /// <summary>One of them is enough.</summary>
    public bool IsOr { get; init; }

    public List<ConditionNode> Conditions { get; } = [];

    public List<FilterNode> Filters { get; } = [];
}
