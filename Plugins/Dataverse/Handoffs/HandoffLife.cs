using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Routing;
using Smarketing.Crm.Domain.Handoffs;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>Follows what becomes of the lead of a hand-off. Everything may be told twice, and again after being killed in between.</summary>
internal static class HandoffLife
{
    private const string State = "statecode";
    private const string Merged = "merged";

    /// <summary>A lead was closed, or put off by its seller.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="now">When, UTC.</param>
    public static void LeadChanged(IOrganizationService service, Guid leadId, DateTime now)
    {
        if (FindLead(service, leadId) is not { } lead)
            return;
        var opportunity = StateOf(lead) == LeadState.Qualified ? HandoffOpportunities.Of(service, leadId) : null;
        if (HandoffRow.LatestOf(service, leadId) is { } handoff)
        {
            if (EventOf(service, lead, handoff, opportunity, now) is not { } happening)
                return;
            Tell(service, handoff, happening, now, opportunity);
            // Won or lost before its beginning was heard of: as when it is linked to its lead later.
            if (opportunity is not null && HandoffOpportunities.StateOf(opportunity) is not OpportunityState.Open and var state)
                HandoffOpportunities.Changed(service, opportunity.Id, state, handoff.LeadId, now);
        }
        else if (opportunity is not null)
        {
            Leads.HearSales(service, lead.ToEntityReference());
        }
    }

    /// <summary>A lead is about to be erased: nobody needs to work it any more.</summary>
    public static void LeadGoes(IOrganizationService service, Guid leadId, DateTime now)
    {
        if (HandoffRow.LatestOf(service, leadId) is { } handoff)
            Write(service, handoff, HandoffMachine.Decide(HandoffRow.StateOf(handoff), new HandoffEvent.LeadGone()).After, now, null);
    }

    /// <summary>Tells a hand-off what happened, then its lead.</summary>
    public static void Tell(IOrganizationService service, Tables.Handoff handoff, HandoffEvent happening, DateTime now, Entity? opportunity = null)
    {
        var decision = HandoffMachine.Decide(HandoffRow.StateOf(handoff), happening);
        Write(service, handoff, decision.After, now, opportunity?.ToEntityReference());
        if (opportunity is not null && opportunity.GetAttributeValue<EntityReference?>(Tables.Opportunity.Columns.HandoffId)?.Id != handoff.Id)
            service.Update(new Tables.Opportunity { Id = opportunity.Id, HandoffId = handoff.ToEntityReference() });
        // Also when nothing was written: the job may have been killed before it told the lead.
        Leads.HearSales(service, handoff.LeadId);
    }

    private static void Write(IOrganizationService service, Tables.Handoff handoff, HandoffState after, DateTime now, EntityReference? opportunity)
    {
        if (after == HandoffRow.StateOf(handoff))
            return;
        var row = new Tables.Handoff { Id = handoff.Id };
        HandoffRow.SetState(row, after);
        var moment = Clock.Seconds(now);
        // Whoever says what became of a lead has answered by it.
        if (handoff.AnsweredOn is null && after is HandoffState.InOpportunity or HandoffState.Closed)
            row.AnsweredOn = moment;
        if (handoff.DispositionOn is null)
            row.DispositionOn = moment;
        if (opportunity is not null && after == HandoffState.InOpportunity)
            row.OpportunityId = opportunity;
        // Before the state, so that a job killed in between does it again.
        FallbackQueue.Leave(service, handoff, now);
        service.Update(row);
    }

    private static HandoffEvent? EventOf(IOrganizationService service, Tables.Lead lead, Tables.Handoff handoff, Entity? opportunity, DateTime now) => StateOf(lead) switch
    {
        LeadState.Qualified when opportunity is null => new HandoffEvent.QualifiedOnly(),
        LeadState.Qualified => handoff.OpportunityId is null && HandoffRow.StateOf(handoff) == HandoffState.Closed
            ? new HandoffEvent.OpenedLater()
            : new HandoffEvent.Opened(),
        LeadState.Disqualified => lead.GetAttributeValue<bool?>(Merged) == true ? new HandoffEvent.LeadGone() : new HandoffEvent.Disqualified(),
        _ => lead.RecycleOn is { } day && PutOff.IsAhead(service, day, now) ? new HandoffEvent.Recycled() : null,
    };

    private static LeadState StateOf(Entity lead) => (LeadState)(lead.GetAttributeValue<OptionSetValue?>(State)?.Value ?? 0);

    private static Tables.Lead? FindLead(IOrganizationService service, Guid leadId)
    {
        var query = new QueryExpression(Tables.Lead.EntityLogicalName) { ColumnSet = new ColumnSet(State, Merged, Tables.Lead.Columns.RecycleOn), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Lead.PrimaryIdAttribute, ConditionOperator.Equal, leadId);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.ToEntity<Tables.Lead>();
    }
}
