using System;
using System.Collections.Generic;

namespace Smarketing.Cli.Csv.Mapping;

/// <summary>How columns become engagement events.</summary>
public sealed record EngagementRule
{
    /// <summary>What the events are, when it does not depend on a column.</summary>
    public EngagementKind? Kind { get; init; }

    /// <summary>The column that says what the event is.</summary>
    public ColumnReference? ValueColumn { get; init; }

    /// <summary>What each text of <see cref="ValueColumn"/> means; null is no event.</summary>
    public IReadOnlyDictionary<string, EngagementKind?> Values { get; init; } = new Dictionary<string, EngagementKind?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text that is not listed is no event, rather than a bad row.</summary>
    public bool IgnoresOthers { get; init; }

    /// <summary>The column that says how many; null is one.</summary>
    public ColumnReference? CountColumn { get; init; }

    /// <summary>How much in the count column makes one event.</summary>
    public decimal Per { get; init; } = 1;

    /// <summary>The most events of a row.</summary>
    public int Max { get; init; } = 1;

    /// <summary>All must hold.</summary>
    public IReadOnlyList<Condition> When { get; init; } = [];

    public required TimeRule Age { get; init; }
}
