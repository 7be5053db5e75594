using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Domain.Routing;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>Writes what routing one lead came to. Everything in one transaction; the key of the hand-off refuses a second one.</summary>
internal sealed class HandoffWriter
{
    private const string Owner = "ownerid";
    private const string User = "systemuser";
    private const int NameLength = 200;

    private readonly IOrganizationService service;
    private readonly RoutedLead lead;
    private readonly RoutingTerms terms;
    private readonly HandoffHistory history;
    private readonly DateTime now;

    public HandoffWriter(IOrganizationService service, RoutedLead lead, RoutingTerms terms, HandoffHistory history, DateTime now)
    {
        this.service = service;
        this.lead = lead;
        this.terms = terms;
        this.history = history;
        this.now = now;
    }

    /// <summary>The lead goes to a pair: hand-off, owner of the lead, and the books of the pool.</summary>
    public Routed HandOver(RoutedPool pool, RoutingDecision decision, PoolMember chosen, CandidateRecord record)
    {
        var seller = new EntityReference(User, chosen.SellerId);
        var marketer = chosen.MarketerId is { } id ? new EntityReference(User, id) : null;
        var pair = new EntityReference(Tables.Pair.EntityLogicalName, chosen.PairId);
        var handoff = Save(new Tables.Handoff
        {
            Name = Clip.To(lead.Name + " → " + chosen.Name, NameLength),
            OwnerId = seller,
            PoolId = pool.Row.ToEntityReference(),
            PoolMemberId = new EntityReference(Tables.PoolMember.EntityLogicalName, chosen.Id),
            PairId = pair,
            MarketerId = marketer,
            RoutedBy = (Tables.RoutedBy)(ModelReader.FirstOption + (int)decision.How),
            Candidates = record.Json(),
            StartedOn = now,
        });
        var update = new Tables.Lead { Id = lead.Id, HandoffOpen = true, HandoffId = handoff, PairId = pair, MarketerId = marketer };
        if (lead.OwnerId.Id != chosen.SellerId)
            update[Owner] = seller;
        service.Update(update);
        Book(pool, decision, chosen);
        if (history.Waited is { } waited)
            FallbackQueue.Leave(service, lead.Id, waited.PoolId?.Id, handoff.Id, now);
        return new Routed(handoff.Id, chosen.PairId);
    }

    /// <summary>Nobody can take the lead: it keeps its owner and waits in the pool's queue, and those who can help are told.</summary>
    public Routed WaitInQueue(RoutedPool pool, CandidateRecord record)
    {
        var handoff = Wait(pool.Row.ManagerId, pool.Row.ToEntityReference(), record.Json());
        RoutingAlerts.NoPair(service, terms, pool.Row, lead, handoff, now);
        if (history.Waited?.PoolId?.Id == pool.Row.Id)
            return new Routed(handoff.Id, null);
        if (history.Waited is { } waited)
            FallbackQueue.Leave(service, lead.Id, waited.PoolId?.Id, handoff.Id, now);
        if (pool.Row.QueueId is { } queue)
            FallbackQueue.Enter(service, queue, lead, pool.Row.Name, terms.Language);
        return new Routed(handoff.Id, null);
    }

    /// <summary>No rule matches and the agreement has no default pool: the lead stays with its owner, and those who can help are told.</summary>
    public Routed WaitWithoutPool()
    {
        var handoff = Wait(null, null, CandidateRecord.WithoutPool());
        RoutingAlerts.NoPool(service, terms, lead, handoff, now);
        return new Routed(handoff.Id, null);
    }

    private EntityReference Wait(EntityReference? manager, EntityReference? pool, string candidates)
    {
        var handoff = Save(new Tables.Handoff
        {
            Name = Clip.To(lead.Name, NameLength),
            OwnerId = OwnerRights.FirstAble(service, manager, terms.SalesManagerId, lead.OwnerId),
            PoolId = pool,
            RoutedBy = Tables.RoutedBy.FallbackQueue,
            Candidates = candidates,
            StartedOn = history.Open is null ? now : null,
        });
        if (history.Open is null)
            service.Update(new Tables.Lead { Id = lead.Id, HandoffOpen = true, HandoffId = handoff, PairId = null, MarketerId = null });
        return handoff;
    }

    // A hand-off that has waited for a pair becomes that of the pair: nobody has had the lead yet, so it is no new attempt.
    private EntityReference Save(Tables.Handoff row)
    {
        if (history.Open is { } waiting)
        {
            row.Id = waiting.Id;
            // That a manager was told is said of the wait, not of the pair that has the lead now.
            if (row.PairId is not null)
                row.EscalatedOn = null;
            if (row.StartedOn is null)
                row.Attributes.Remove(Tables.Handoff.Columns.StartedOn);
            service.Update(row);
            return row.ToEntityReference();
        }

        row.Key = string.Format(CultureInfo.InvariantCulture, "{0:D}:{1}:{2}", lead.Id, lead.Cycle, history.NextAttempt);
        row.LeadId = new EntityReference(Tables.Lead.EntityLogicalName, lead.Id);
        row.Cycle = lead.Cycle;
        row.Attempt = history.NextAttempt;
        row.AgreementId = history.AgreementId ?? terms.AgreementId;
        row.ContractStartedOn = history.ContractStartedOn ?? now;
        row.PreviousId = history.Latest?.ToEntityReference();
        row.Id = service.Create(row);
        return row.ToEntityReference();
    }

    private void Book(RoutedPool pool, RoutingDecision decision, PoolMember chosen)
    {
        service.Update(new Tables.Pool { Id = pool.Row.Id, Assignments = (pool.Row.Assignments ?? 0) + 1 });
        foreach (var member in pool.Members.Where(member => member.Id == chosen.Id || Credit(decision, member) is { } credit && credit != member.Credit))
        {
            var row = new Tables.PoolMember { Id = member.Id };
            if (Credit(decision, member) is { } credit)
                row.Credit = credit;
            if (member.Credit is null && decision.Credits is not null)
                row.JoinedOn = now;
            if (member.Id == chosen.Id)
            {
                row.Assigned = pool.Assigned[member.Id] + 1;
                row.LastAssignedOn = now;
            }

            service.Update(row);
        }
    }

    private static decimal? Credit(RoutingDecision decision, PoolMember member) =>
        decision.Credits is not null && decision.Credits.TryGetValue(member.Id, out var credit) ? credit : null;
}
