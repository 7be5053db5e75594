using System.Collections.Generic;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>A privilege on a table, e.g. <c>prvReadLead</c>.</summary>
internal sealed record PrivilegeDefinition
{
    /// <summary>Unique name.</summary>
    public required string Name { get; init; }

    /// <summary>Create, Read, Write, Delete, Assign, Share, Append or AppendTo.</summary>
    public required string Access { get; init; }

    /// <summary>Depths a role may grant: basic, local, deep, global.</summary>
    public required IReadOnlyList<string> Depths { get; init; }
}
