using System;
using System.Collections.Generic;
using System.Linq;

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

    private static readonly string[] AnyDepth = ["basic", "local", "deep", "global"];
    private static readonly string[] GlobalDepth = ["global"];
    private static readonly string[] OfOrganization = ["Append", "AppendTo", "Create", "Delete", "Read", "Write"];
    private static readonly string[] OfOwned = [.. OfOrganization, "Assign", "Share"];

    /// <summary>The privileges the platform makes with a table of a solution; activities share those of all activities.</summary>
    public static IReadOnlyList<PrivilegeDefinition> OfTable(string schemaName, TableOwnership ownership, bool isActivity) => ownership switch
    {
        TableOwnership.UserOwned => All(isActivity ? "Activity" : schemaName, OfOwned, AnyDepth),
        TableOwnership.OrganizationOwned => All(schemaName, OfOrganization, GlobalDepth),
        _ => Array.Empty<PrivilegeDefinition>(),
    };

    private static PrivilegeDefinition[] All(string name, string[] access, string[] depths) =>
        [.. access.Select(a => new PrivilegeDefinition { Name = $"prv{a}{name}", Access = a, Depths = depths })];
}
