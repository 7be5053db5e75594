using System;
using System.Collections.Generic;
using System.Linq;

namespace Smarketing.Crm.Domain.Routing;

/// <summary>Decides between equals: who has waited longest, then a stable hash, so that the same facts always decide the same.</summary>
internal static class Ties
{
    /// <param name="equals">At least one member.</param>
    public static PoolMember Break(IEnumerable<PoolMember> equals) =>
        equals.OrderBy(member => member.LastAssignedOn ?? DateTime.MinValue).ThenBy(member => Hash(member.Id)).ThenBy(member => member.Id).First();

    // FNV-1a: the order of creation must not favour anybody.
    private static ulong Hash(Guid id)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var part in id.ToByteArray())
            hash = (hash ^ part) * 0x100000001b3UL;
        return hash;
    }
}
