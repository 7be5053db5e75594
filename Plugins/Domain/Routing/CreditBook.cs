using System;
using System.Collections.Generic;
using System.Linq;

namespace Smarketing.Crm.Domain.Routing;

/// <summary>
/// What a pool owes its members, in leads, to ten decimal places: the sum is zero at every moment. Whole numbers of units, so that
/// nothing is ever lost to rounding.
/// </summary>
internal sealed class CreditBook
{
    /// <summary>Units in one lead: the ten decimal places of the column it is kept in.</summary>
    public const long Lead = 10_000_000_000;

    private readonly PoolMember[] members;
    private readonly Dictionary<Guid, long> credits;

    private CreditBook(PoolMember[] members, Dictionary<Guid, long> credits)
    {
        this.members = members;
        this.credits = credits;
    }

    /// <summary>
    /// Opens the book: newcomers start at the median of those who have taken part, and what they bring, what leavers took with them and what
    /// an invalid lead gave back is borne by all in proportion to their weights.
    /// </summary>
    public static CreditBook Open(IEnumerable<PoolMember> members)
    {
        var ordered = members.OrderBy(member => member.Id).ToArray();
        var known = ordered.Where(member => member.Credit is not null).Select(member => Units(member.Credit!.Value)).ToArray();
        var median = Median(known);
        var book = new CreditBook(
            ordered, ordered.ToDictionary(member => member.Id, member => member.Credit is { } credit ? Units(credit) : median));
        book.Balance();
        return book;
    }

    /// <summary>The credit of a member in units.</summary>
    public long this[PoolMember member] => credits[member.Id];

    /// <summary>Everybody's credit in leads.</summary>
    public IReadOnlyDictionary<Guid, decimal> Credits => credits.ToDictionary(pair => pair.Key, pair => (decimal)pair.Value / Lead);

    /// <summary>What one lead is worth to each of those who could have it, in units, by weight; what rounding leaves over is shared out by <see cref="Give"/>.</summary>
    public static Dictionary<Guid, long> Shares(IReadOnlyCollection<PoolMember> present)
    {
        var total = present.Sum(member => member.Weight);
        return present.ToDictionary(member => member.Id, member => (long)Math.Floor(member.Weight * Lead / total));
    }

    /// <summary>One lead is given: everybody present gains a share, the winner pays the whole and keeps what rounding left over.</summary>
    public void Give(PoolMember winner, Dictionary<Guid, long> shares)
    {
        foreach (var share in shares)
            credits[share.Key] += share.Value;
        credits[winner.Id] -= shares.Values.Sum();
    }

    private static long Units(decimal credit) => (long)decimal.Round(credit * Lead);

    private static long Median(long[] known)
    {
        if (known.Length == 0)
            return 0;
        Array.Sort(known);
        var middle = known.Length / 2;
        return known.Length % 2 == 1 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
    }

    private void Balance()
    {
        var over = credits.Values.Sum();
        if (over == 0)
            return;
        var total = members.Sum(member => member.Weight);
        foreach (var member in members)
            credits[member.Id] -= (long)Math.Truncate(over * member.Weight / total);
        // A few units are left by truncation; the same member bears them whatever the order of the list.
        credits[members[0].Id] -= credits.Values.Sum();
    }
}
