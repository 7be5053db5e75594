using System.Collections.Generic;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>An alternate key: no two rows have the same values in its columns; a row with an empty column is outside the key.</summary>
internal sealed record KeyDefinition
{
    /// <summary>Lower-case name.</summary>
    public required string LogicalName { get; init; }

    /// <summary>Name with casing.</summary>
    public required string SchemaName { get; init; }

    /// <summary>Logical names of the columns, in order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>What people see.</summary>
    public LocalizedText DisplayName { get; init; } = LocalizedText.Empty;
}
