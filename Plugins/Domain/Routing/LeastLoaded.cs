using System;
using System.Collections.Generic;
using System.Linq;

namespace Smarketing.Crm.Domain.Routing;

/// <summary>The lead goes to who has the fewest open hand-offs for its capacity.</summary>
public static class LeastLoaded
{
    /// <summary>Chooses among eligible members; open ÷ capacity is compared exactly, without dividing.</summary>
    /// <param name="eligible">At least one member. A member without limit counts as one of the largest capacity among them, or 1.</param>
    public static PoolMember Next(IReadOnlyCollection<PoolMember> eligible)
    {
        if (eligible.Count == 0)
            throw new ArgumentException("Nobody may have the lead.", nameof(eligible));
        var largest = eligible.Max(member => member.Capacity) ?? 1;
        var best = new List<PoolMember>();
        foreach (var member in eligible)
        {
            var order = best.Count == 0 ? -1 : Compare(member, best[0], largest);
            if (order < 0)
                best.Clear();
            if (order <= 0)
                best.Add(member);
        }

        return Ties.Break(best);
    }

    private static int Compare(PoolMember left, PoolMember right, decimal largest) =>
        (left.OpenHandoffs * (right.Capacity ?? largest)).CompareTo(right.OpenHandoffs * (left.Capacity ?? largest));
}
