using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Domain.Routing;

/// <summary>How a pool chooses among its members.</summary>
public enum RoutingMethod
{
    WeightedRoundRobin = 0,
    LeastLoaded = 1,
}

/// <summary>How a hand-off found its pair.</summary>
public enum RoutedBy
{
    /// <summary>Its seller looks after the account or contact already.</summary>
    ExistingRelationship = 0,
    WeightedRoundRobin = 1,
    LeastLoaded = 2,

    /// <summary>Nobody could have it: it waits in the pool's queue.</summary>
    FallbackQueue = 3,
}

/// <summary>What is asked about one lead.</summary>
/// <param name="Read">Gives the fact in a column of the lead.</param>
/// <param name="Relations">Owners of the accounts and contacts the lead belongs to, the surest first.</param>
/// <param name="Tried">Pairs that have had it before in this cycle.</param>
/// <param name="Now">The moment of routing, UTC.</param>
public sealed record LeadToRoute(
    Func<string, FactValue> Read, IReadOnlyList<Relation> Relations, IReadOnlyCollection<Guid> Tried, DateTime Now);

/// <summary>What was decided, with everything that explains it.</summary>
/// <param name="How">How the pair was found.</param>
/// <param name="Chosen">Who takes the lead; <c>null</c> when nobody could.</param>
/// <param name="Relation">The relation that decided, where one did.</param>
/// <param name="Candidates">Every member as it was considered, in order of its id.</param>
/// <param name="Credits">The book of the pool afterwards, by membership; <c>null</c> when it did not change.</param>
public sealed record RoutingDecision(
    RoutedBy How, PoolMember? Chosen, Relation? Relation, IReadOnlyList<Candidate> Candidates, IReadOnlyDictionary<Guid, decimal>? Credits);

/// <summary>Finds the pair for a lead within its pool.</summary>
public static class Router
{
    /// <summary>
    /// Decides. An existing relationship wins and costs its member no credit: only leads that nothing else decides are shared by turns.
    /// </summary>
    public static RoutingDecision Decide(IReadOnlyCollection<PoolMember> members, RoutingMethod method, LeadToRoute lead)
    {
        var candidates = Eligibility.Of(members, lead.Tried, lead.Read, lead.Now);
        foreach (var relation in lead.Relations)
        {
            if (Related(candidates, relation.OwnerId) is { } related)
                return new RoutingDecision(RoutedBy.ExistingRelationship, related, relation, candidates, null);
        }

        var eligible = candidates.Where(candidate => candidate.IsEligible).Select(candidate => candidate.Member).ToArray();
        if (eligible.Length == 0)
            return new RoutingDecision(RoutedBy.FallbackQueue, null, null, candidates, null);
        if (method == RoutingMethod.LeastLoaded)
            return new RoutingDecision(RoutedBy.LeastLoaded, LeastLoaded.Next(eligible), null, candidates, null);
        var ids = new HashSet<Guid>(eligible.Select(member => member.Id));
        var turn = RoundRobin.Next(members.Where(member => member.IsActive).ToArray(), member => ids.Contains(member.Id));
        return new RoutingDecision(RoutedBy.WeightedRoundRobin, turn.Winner, null, candidates, turn.Credits);
    }

    // A seller may be in several pairs of the pool: the one that could have had the lead anyway comes first.
    private static PoolMember? Related(IReadOnlyList<Candidate> candidates, Guid ownerId)
    {
        var theirs = candidates.Where(candidate => candidate.Member.SellerId == ownerId && Eligibility.MayKeepRelationship(candidate)).ToArray();
        var best = theirs.Any(candidate => candidate.IsEligible) ? theirs.Where(candidate => candidate.IsEligible) : theirs;
        return theirs.Length == 0 ? null : Ties.Break(best.Select(candidate => candidate.Member));
    }
}
