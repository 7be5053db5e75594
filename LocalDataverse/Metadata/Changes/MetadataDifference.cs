using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata.Query;

namespace Smarketing.LocalDataverse.Metadata.Changes;

/// <summary>What changed from one state of the catalog to another.</summary>
internal sealed class MetadataDifference(MetadataPrint before, MetadataPrint after)
{
    private readonly HashSet<Guid> changed =
        [.. after.Items.Values.Where(i => !before.Items.TryGetValue(i.Id, out var old) || !string.Equals(old.Print, i.Print, StringComparison.Ordinal)).Select(i => i.Id)];

    /// <summary>Whether something is new or other than it was.</summary>
    public bool HasChanged(Guid? id) => id is { } known && changed.Contains(known);

    /// <summary>The ids of what is gone, by kind.</summary>
    public DeletedMetadataCollection Deleted(DeletedMetadataFilters kinds)
    {
        var deleted = new DeletedMetadataCollection();
        foreach (var kind in Enum.GetValues<DeletedMetadataFilters>().Where(k => k is not DeletedMetadataFilters.All && kinds.HasFlag(k)).Distinct())
        {
            // The collection has no constructor for everyone.
            var ids = (DataCollection<Guid>)Activator.CreateInstance(typeof(DataCollection<Guid>), nonPublic: true)!;
            ids.AddRange(before.Items.Values.Where(i => i.Kind == kind && !after.Items.ContainsKey(i.Id)).Select(i => i.Id));
            deleted[kind] = ids;
        }

        return deleted;
    }
}
