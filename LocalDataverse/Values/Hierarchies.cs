using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Values;

/// <summary>A row of a hierarchy is never its own ancestor.</summary>
internal static class Hierarchies
{
    public static void Check(Platform platform, TableDefinition table, TableProfile profile, Entity row)
    {
        foreach (var lookup in profile.Hierarchies)
        {
            if (row.Value<EntityReference>(lookup) is { } parent && string.Equals(parent.LogicalName, table.LogicalName, StringComparison.Ordinal)
                && IsAncestor(platform, table, lookup, row.Id, parent.Id))
            {
                throw Fault.Of(ErrorCodes.HierarchyLoop,
                    $"Creating this parental association would create a loop in {table.DisplayCollectionName.For(1033)} hierarchy. '{lookup}' of {table.LogicalName} {row.Id:D} cannot be {parent.Id:D}, which lies below it: choose another parent.");
            }
        }
    }

    private static bool IsAncestor(Platform platform, TableDefinition table, string lookup, Guid row, Guid parent)
    {
        var seen = new HashSet<Guid>();
        for (Guid? at = parent; at is { } id && seen.Add(id); at = platform.Store.Find(table.LogicalName, id, new ColumnSet(lookup))?.Value<EntityReference>(lookup)?.Id)
        {
            if (id == row)
            {
                return true;
            }
        }

        return false;
    }
}
