using System.Collections.Generic;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>One option of a choice, state, status or two-option column.</summary>
internal sealed record OptionDefinition
{
    /// <summary>The stored value; 0 and 1 for two-option columns.</summary>
    public required int Value { get; init; }

    /// <summary>What people see.</summary>
    public LocalizedText Label { get; init; } = LocalizedText.Empty;

    /// <summary>What the option means.</summary>
    public LocalizedText Description { get; init; } = LocalizedText.Empty;

    /// <summary>Its colour as <c>#RRGGBB</c>; null when it has none.</summary>
    public string? Color { get; init; }

    /// <summary>Status option: the state it belongs to.</summary>
    public int? State { get; init; }

    /// <summary>Status option: the statuses a row may go to from here; null means any.</summary>
    public IReadOnlyList<int>? NextStatuses { get; init; }

    /// <summary>State option: the status a row gets when it enters this state and none is named.</summary>
    public int? DefaultStatus { get; init; }

    /// <summary>State option: the name that no customisation changes.</summary>
    public string? InvariantName { get; init; }
}
