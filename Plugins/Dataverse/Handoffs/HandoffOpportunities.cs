using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Handoffs;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>Follows the opportunity of a hand-off. Everything may be told twice.</summary>
internal static class HandoffOpportunities
{
    public const string State = "statecode";
    public const string OriginatingLead = "originatingleadid";

    private const string CreatedOn = "createdon";

    /// <summary>The hand-off an opportunity came of; <c>null</c> for none.</summary>
    public static Tables.Handoff? HandoffOf(IOrganizationService service, Guid opportunityId)
    {
        var query = new QueryExpression(Tables.Handoff.EntityLogicalName) { ColumnSet = new ColumnSet(HandoffRow.Columns), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Handoff.Columns.OpportunityId, ConditionOperator.Equal, opportunityId);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.ToEntity<Tables.Handoff>();
    }

    /// <summary>The latest opportunity of a lead with its state; <c>null</c> for none.</summary>
    public static Entity? Of(IOrganizationService service, Guid leadId)
    {
        var query = new QueryExpression(Tables.Opportunity.EntityLogicalName) { ColumnSet = new ColumnSet(State, Tables.Opportunity.Columns.HandoffId), TopCount = 1 };
        query.Criteria.AddCondition(OriginatingLead, ConditionOperator.Equal, leadId);
        query.AddOrder(CreatedOn, OrderType.Descending);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault();
    }

    /// <summary>How an opportunity stands.</summary>
    public static OpportunityState StateOf(Entity opportunity) => (OpportunityState)(opportunity.GetAttributeValue<OptionSetValue?>(State)?.Value ?? 0);

    /// <summary>An opportunity was won, lost or opened again.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="opportunityId">The opportunity.</param>
    /// <param name="state">Its state afterwards.</param>
    /// <param name="leadId">The lead it came of; <c>null</c> for none.</param>
    /// <param name="now">UTC.</param>
    public static void Changed(IOrganizationService service, Guid opportunityId, OpportunityState state, EntityReference? leadId, DateTime now)
    {
        if (HandoffOf(service, opportunityId) is not { } handoff)
        {
            Leads.HearSales(service, leadId);
            return;
        }

        HandoffEvent happening = state switch
        {
            OpportunityState.Won => new HandoffEvent.Won(),
            OpportunityState.Lost => new HandoffEvent.Lost(),
            _ => new HandoffEvent.Reopened(),
        };
        HandoffLife.Tell(service, handoff, happening, now);
    }
}
