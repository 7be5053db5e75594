using System;
using System.Collections.Generic;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>A choice that several columns share.</summary>
internal sealed record GlobalChoiceDefinition
{
    /// <summary>Unique name, e.g. <c>smk_grade</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What people see.</summary>
    public LocalizedText DisplayName { get; init; } = LocalizedText.Empty;

    /// <summary>What it is for.</summary>
    public LocalizedText Description { get; init; } = LocalizedText.Empty;

    /// <summary>What may be chosen, in display order.</summary>
    public IReadOnlyList<OptionDefinition> Options { get; init; } = Array.Empty<OptionDefinition>();
}
