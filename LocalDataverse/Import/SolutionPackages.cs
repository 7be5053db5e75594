using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Import;

/// <summary>A zip in force.</summary>
internal sealed record SolutionPackage(Guid RowId, string UniqueName, long Sequence, byte[] Content, bool IsHolding);

/// <summary>
/// The zips in force, in the order in which they lie over one another, so that an organisation opened again is whole. An update
/// lies over the versions before it; an upgrade takes their place.
/// </summary>
internal sealed class SolutionPackages(Platform platform)
{
    public List<SolutionPackage> All()
    {
        var query = new QueryExpression(LocalTables.Packages) { ColumnSet = new ColumnSet("uniquename", "sequence", "content", "holding") };
        query.AddOrder("sequence", OrderType.Ascending);
        return [.. platform.Store.Query(query, platform.System.AdministratorId, platform.UtcNow).Entities.Select(row => new SolutionPackage(
            row.Id,
            row.GetAttributeValue<string>("uniquename"),
            row.GetAttributeValue<long>("sequence"),
            Convert.FromBase64String(row.GetAttributeValue<string>("content")),
            row.GetAttributeValue<bool>("holding")))];
    }

    /// <summary>Lays a zip over what is there.</summary>
    public void Add(string uniqueName, byte[] content, bool isHolding)
    {
        // Importing the same zip twice in a row changes nothing.
        if (!platform.KeepsData || (All() is [.., var last] && last.IsHolding == isHolding && last.Content.AsSpan().SequenceEqual(content)))
        {
            return;
        }

        Insert(uniqueName, content, isHolding, platform.Store.NextRowVersion());
    }

    /// <summary>Puts a zip in the place of all versions before it.</summary>
    public void Replace(string uniqueName, byte[] content)
    {
        if (!platform.KeepsData)
        {
            return;
        }

        var place = Of(uniqueName) is [var first, ..] ? first.Sequence : platform.Store.NextRowVersion();
        Remove(uniqueName);
        Insert(uniqueName, content, isHolding: false, place);
    }

    /// <summary>Puts the zip that waits in the place of the versions before it.</summary>
    public void Promote(string uniqueName)
    {
        if (Of(uniqueName) is [.., { IsHolding: true } holding])
        {
            Replace(uniqueName, holding.Content);
        }
    }

    public void Remove(string uniqueName)
    {
        foreach (var package in Of(uniqueName))
        {
            platform.Store.Delete(LocalTables.Packages, package.RowId);
        }
    }

    private List<SolutionPackage> Of(string uniqueName) => [.. All().Where(p => string.Equals(p.UniqueName, uniqueName, StringComparison.OrdinalIgnoreCase))];

    private void Insert(string uniqueName, byte[] content, bool isHolding, long sequence) => platform.Store.Insert(
        new Entity(LocalTables.Packages, Guid.CreateVersion7(platform.Clock.GetUtcNow()))
        {
            ["uniquename"] = uniqueName,
            ["sequence"] = sequence,
            ["hash"] = Convert.ToHexString(SHA256.HashData(content)),
            ["content"] = Convert.ToBase64String(content),
            ["importedon"] = platform.UtcNow,
            ["holding"] = isHolding,
        });
}
