using System;
using System.Collections.Generic;
using System.Linq;

namespace Smarketing.Crm.Domain.Routing;

/// <summary>Who is next, and what the book of the pool says afterwards.</summary>
/// <param name="Winner">Who takes the lead.</param>
/// <param name="Credits">The credit of every member in leads, by id of the membership; they add up to zero.</param>
public sealed record Turn(PoolMember Winner, IReadOnlyDictionary<Guid, decimal> Credits);

/// <summary>
/// Smooth weighted round robin. For every lead each eligible member gains weight ÷ eligible total, and the winner pays one lead: a credit is what the
/// member is owed. While the same members stay eligible the lead goes to who would otherwise be the first to be owed too much, which keeps
/// everybody within 1 − 1/(2n − 2) of a lead of its share (R. Tijdeman, The chairman assignment problem, Discrete Mathematics 32, 1980).
/// After members have come or gone it goes to the highest credit until the books of those present are even again.
/// </summary>
public static class RoundRobin
{
    /// <summary>Gives one lead.</summary>
    /// <param name="members">All members of the pool that are in use, present or not; their order does not matter.</param>
    /// <param name="isEligible">Who may have this lead; at least one.</param>
    public static Turn Next(IReadOnlyCollection<PoolMember> members, Func<PoolMember, bool> isEligible)
    {
        var book = CreditBook.Open(members);
        var present = members.Where(isEligible).ToArray();
        if (present.Length == 0)
            throw new ArgumentException("Nobody may have the lead.", nameof(isEligible));
        var shares = CreditBook.Shares(present);
        var winner = present.Length == 1 ? present[0] : Choose(book, present, shares);
        book.Give(winner, shares);
        return new Turn(winner, book.Credits);
    }

    private static PoolMember Choose(CreditBook book, PoolMember[] present, Dictionary<Guid, long> shares)
    {
        var due = IsEven(book, present) ? InTurn(book, present, shares) : [];
        if (due.Count == 0)
            due = Best(present, member => -(book[member] + shares[member.Id]));
        return Ties.Break(due);
    }

    // The shares of those present are exact for as long as they owe nothing to somebody absent, within the few units that rounding moves.
    private static bool IsEven(CreditBook book, PoolMember[] present)
    {
        var bound = 2L * present.Length - 2;
        return Math.Abs(present.Sum(member => book[member])) <= Tolerance
            && Array.TrueForAll(present, member => Math.Abs(book[member]) * bound <= ((bound - 1) * CreditBook.Lead) + (bound * Tolerance));
    }

    // Of those who may pay a lead without falling below −(1 − 1/(2n − 2)), who would be the first to rise above +(1 − 1/(2n − 2)).
    private static List<PoolMember> InTurn(CreditBook book, PoolMember[] present, Dictionary<Guid, long> shares)
    {
        var bound = 2L * present.Length - 2;
        var may = Array.FindAll(present, member => (book[member] + shares[member.Id] + Tolerance) * bound >= CreditBook.Lead);
        return Best(may, member => LeadsLeft(book[member] + shares[member.Id], shares[member.Id], bound));
    }

    private static long LeadsLeft(long credit, long share, long bound)
    {
        var room = ((bound - 1) * CreditBook.Lead) - (credit * bound);
        return share == 0 ? long.MaxValue : room < 0 ? -1 : room / (share * bound);
    }

    private static List<PoolMember> Best(PoolMember[] members, Func<PoolMember, long> rank)
    {
        var best = new List<PoolMember>();
        var least = long.MaxValue;
        foreach (var member in members)
        {
            var value = rank(member);
            if (value > least)
                continue;
            if (value < least)
                best.Clear();
            least = value;
            best.Add(member);
        }

        return best;
    }

    // A millionth of a lead: far above what rounding moves, far below what anybody could notice.
    private const long Tolerance = CreditBook.Lead / 1_000_000;
}
