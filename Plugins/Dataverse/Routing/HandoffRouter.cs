using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Domain.Routing;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>What routing a lead came to.</summary>
/// <param name="HandoffId">Its open hand-off.</param>
/// <param name="PairId">The pair that has it; <c>null</c> while nobody can take it.</param>
internal sealed record Routed(Guid HandoffId, Guid? PairId);

/// <summary>
/// Hands leads to pairs. To be called inside a transaction (a synchronous step or a custom API): the lock on the pool lasts as long as that. Safe to
/// repeat: a lead that is with a pair stays there.
/// </summary>
internal static class HandoffRouter
{
    /// <summary>Routes a lead that has just become SQL; a lead that is none, or is handed off already, is left alone.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="now">When it became so, UTC: the hand-off starts then.</param>
    /// <returns>The hand-off; <c>null</c> when the lead waits for none.</returns>
    public static Routed? RouteIfRipe(IOrganizationService service, Guid leadId, DateTime now) =>
        RoutedLead.Find(service, leadId) is { IsOpen: true, IsHandedOff: false, Stage: Tables.Stage.SQL } lead ? Route(service, lead, now) : null;

    /// <summary>
    /// Routes a lead to the next pair, whatever its stage: after a breach, when its latest hand-off is closed, or when nobody could have it
    /// before. Pairs that had it in this cycle are not asked again; attempts are counted on and the contract goes on from its first start.
    /// </summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="now">When it is handed on, UTC.</param>
    /// <returns>The hand-off, which has no pair while nobody can take the lead; <c>null</c> when the lead is gone or closed.</returns>
    public static Routed? Route(IOrganizationService service, Guid leadId, DateTime now) =>
        RoutedLead.Find(service, leadId) is { IsOpen: true } lead ? Route(service, lead, now) : null;

    /// <summary>Whether another pair could take a lead now: so that nobody loses it to a queue. Reads only; who gets it is decided when it is routed.</summary>
    public static bool HasNext(IOrganizationService service, Guid leadId, DateTime now)
    {
        if (RoutedLead.Find(service, leadId) is not { IsOpen: true, LatestPoolId: { } poolId } lead)
            return false;
        var history = HandoffHistory.Read(service, lead.Id, lead.Cycle);
        var pool = PoolReader.Read(service, poolId, TimeZones.DateIn(RoutingTerms.Read(service).TimeZone, now));
        return Decide(service, pool, lead, history, now).Chosen is not null;
    }

    private static Routed Route(IOrganizationService service, RoutedLead lead, DateTime now)
    {
        var terms = RoutingTerms.Read(service);
        var rule = lead.LatestPoolId is null ? RoutingRule.FirstFor(RuleReader.Read(service), lead.Read, now) : null;
        var poolId = lead.LatestPoolId ?? rule?.PoolId ?? terms.DefaultPoolId;
        if (poolId is { } id)
            PoolReader.Lock(service, id, now);
        // Read once the others are done with the pool: who comes second finds what the first has written.
        var history = HandoffHistory.Read(service, lead.Id, lead.Cycle);
        if (history.Open is { PairId: not null } open)
            return new Routed(open.Id, open.PairId.Id);
        var writer = new HandoffWriter(service, lead, terms, history, now);
        if (poolId is null)
            return writer.WaitWithoutPool();

        var pool = PoolReader.Read(service, poolId.Value, TimeZones.DateIn(terms.TimeZone, now));
        var decision = Decide(service, pool, lead, history, now);
        PairAlerts.Raise(service, terms, pool.Row, decision.Candidates, now);
        var record = new CandidateRecord(pool.Row.Name, rule?.Name, decision);
        return decision.Chosen is { } chosen ? writer.HandOver(pool, decision, chosen, record) : writer.WaitInQueue(pool, record);
    }

    // Asked each time: a mistake would fail the routing, and a right may have been taken away since the last lead.
    private static RoutingDecision Decide(IOrganizationService service, RoutedPool pool, RoutedLead lead, HandoffHistory history, DateTime now)
    {
        var members = pool.Members;
        var asked = new LeadToRoute(lead.Read, RelationFinder.Find(service, lead, members), history.Tried, now);
        while (true)
        {
            var decision = Router.Decide(members, pool.Method, asked);
            if (decision.Chosen is not { SellerId: var seller } || OwnerRights.MayOwnLeads(service, seller))
                return decision;
            members = members.Select(member => member.SellerId == seller ? member with { MayOwnLeads = false } : member).ToArray();
        }
    }
}
