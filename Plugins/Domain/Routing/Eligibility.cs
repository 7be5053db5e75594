using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Domain.Routing;

/// <summary>Who may be given a lead, and why everybody else may not. Of several reasons the one that lasts longest is told.</summary>
public static class Eligibility
{
    /// <summary>Every member as a candidate, in an order that does not depend on that of the list.</summary>
    /// <param name="members">The members of the pool.</param>
    /// <param name="tried">Pairs that have had this lead before in this cycle.</param>
    /// <param name="read">Gives the fact in a column of the lead.</param>
    /// <param name="now">The moment of routing, UTC.</param>
    public static IReadOnlyList<Candidate> Of(
        IEnumerable<PoolMember> members, IReadOnlyCollection<Guid> tried, Func<string, FactValue> read, DateTime now) =>
        members.OrderBy(member => member.Id).Select(member => Of(member, tried, read, now)).ToArray();

    /// <summary>
    /// Whether a candidate may have a lead of somebody its seller knows already: neither a full desk nor the pair's usual segment
    /// stands between a customer and the person who looks after it.
    /// </summary>
    public static bool MayKeepRelationship(Candidate candidate) =>
        candidate.Skipped is null or SkipReason.AtCapacity or SkipReason.ConditionsNotMet;

    private static Candidate Of(PoolMember member, IReadOnlyCollection<Guid> tried, Func<string, FactValue> read, DateTime now)
    {
        if (!member.IsActive)
            return new Candidate(member, SkipReason.Inactive);
        if (!member.ArePeopleActive)
            return new Candidate(member, SkipReason.PersonInactive);
        if (!member.MayOwnLeads)
            return new Candidate(member, SkipReason.MayNotOwn);
        if (tried.Contains(member.PairId))
            return new Candidate(member, SkipReason.AlreadyTried);
        if (member.IsAbsent)
            return new Candidate(member, SkipReason.Absent);
        if (member.Conditions.FirstUnmet(read, now) is { } unmet)
            return new Candidate(member, SkipReason.ConditionsNotMet, unmet.Written);
        return member.IsFull ? new Candidate(member, SkipReason.AtCapacity) : new Candidate(member);
    }
}
