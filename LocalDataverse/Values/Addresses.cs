using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Values;

/// <summary>Addresses as one text: address1_composite and its like, which nobody writes.</summary>
internal static class Addresses
{
    private static readonly string[] Parts = ["line1", "line2", "line3", "city", "stateorprovince", "postalcode", "country"];

    /// <summary>The composites of a table with the columns they are made of, by their prefix.</summary>
    public static List<CompositeAddress> Of(TableDefinition table) =>
        [.. table.Columns
            .Where(static c => c.LogicalName.StartsWith("address", StringComparison.Ordinal) && c.LogicalName.EndsWith("_composite", StringComparison.Ordinal))
            .Select(c => new CompositeAddress(c, c.LogicalName[..^"composite".Length]))];

    /// <summary>The columns a composite of this prefix is made of.</summary>
    public static IEnumerable<string> ColumnsOf(string prefix) => Parts.Select(part => prefix + part);

    public static void Settle(TableProfile profile, Entity target, Entity? current)
    {
        foreach (var address in profile.Addresses)
        {
            if (!Concerns(address, target))
            {
                continue;
            }

            string? Part(string part) => (target.Contains(address.Prefix + part) ? target : current)?.Value<string>(address.Prefix + part) is { } text && text.Trim().Length > 0 ? text.Trim() : null;
            var composite = Compose(Part("line1"), Part("line2"), Part("line3"), Part("city"), Part("stateorprovince"), Part("postalcode"), Part("country"));
            target[address.Column.LogicalName] = composite.Length == 0 ? null
                : address.Column.MaxLength is { } most && composite.Length > most ? composite[..most] : composite;
        }
    }

    /// <summary>Whether a row about to be saved carries a part of one of its addresses.</summary>
    public static bool Concerns(TableProfile profile, Entity target)
    {
        foreach (var address in profile.Addresses)
        {
            if (Concerns(address, target))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Street lines, then city, state and postal code on one line, then the country; what is missing is left out.</summary>
    public static string Compose(string? line1, string? line2, string? line3, string? city, string? state, string? postalCode, string? country)
    {
        var region = string.Join(' ', new[] { state, postalCode }.Where(static p => p is not null));
        var place = string.Join(", ", new[] { city, region.Length == 0 ? null : region }.Where(static p => p is not null));
        return string.Join("\r\n", new[] { line1, line2, line3, place.Length == 0 ? null : place, country }.Where(static p => p is not null));
    }

    private static bool Concerns(CompositeAddress address, Entity target)
    {
        foreach (var part in Parts)
        {
            if (target.Contains(address.Prefix + part))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A composite column and the prefix that its parts share with it.</summary>
internal sealed record CompositeAddress(ColumnDefinition Column, string Prefix);
