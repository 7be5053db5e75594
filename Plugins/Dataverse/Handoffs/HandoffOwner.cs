using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Handoffs;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>
/// An open hand-off belongs to whoever has its lead: a manager gives a lead to somebody else as always, and the promises are the new owner's from then on.
/// </summary>
internal static class HandoffOwner
{
    /// <summary>The column that says whose a lead is.</summary>
    public const string Owner = "ownerid";

    private const string User = "systemuser";

    /// <summary>Brings the open hand-off of a lead to the lead's owner. Routing has done so already, and a lead that waits in a queue is nobody's yet.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="given">To whom it was given; it may be somebody else's again by now.</param>
    public static void Follow(IOrganizationService service, Guid leadId, EntityReference given)
    {
        if (HandoffRow.LatestOf(service, leadId) is not { PairId: not null } handoff
            || handoff.OwnerId?.Id == given.Id || !HandoffMachine.IsOpen(HandoffRow.StateOf(handoff))
            || OwnerOf(service, leadId) is not { LogicalName: User } owner || handoff.OwnerId?.Id == owner.Id)
            return;
        var row = new Tables.Handoff { Id = handoff.Id, OwnerId = owner };
        var lead = new Tables.Lead { Id = leadId };
        if (PairOf(service, owner.Id) is { } pair)
        {
            row.PairId = lead.PairId = pair.ToEntityReference();
            row.MarketerId = lead.MarketerId = pair.MarketerId;
        }

        // The hand-off last: once it is the new owner's, there is nothing left to do.
        if (row.PairId is not null)
            service.Update(lead);
        service.Update(row);
    }

    private static EntityReference? OwnerOf(IOrganizationService service, Guid leadId)
    {
        var query = new QueryExpression(Tables.Lead.EntityLogicalName) { ColumnSet = new ColumnSet(Owner), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Lead.PrimaryIdAttribute, ConditionOperator.Equal, leadId);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.GetAttributeValue<EntityReference?>(Owner);
    }

    // Who sells alone has none; the lead keeps its marketer then.
    private static Tables.Pair? PairOf(IOrganizationService service, Guid sellerId)
    {
        var query = new QueryExpression(Tables.Pair.EntityLogicalName) { ColumnSet = new ColumnSet(Tables.Pair.Columns.MarketerId), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Pair.Columns.SellerId, ConditionOperator.Equal, sellerId);
        query.Criteria.AddCondition(Tables.Pair.Columns.StateCode, ConditionOperator.Equal, (int)Tables.PairState.Active);
        query.AddOrder(Tables.Pair.Columns.Name, OrderType.Ascending);
        query.AddOrder(Tables.Pair.PrimaryIdAttribute, OrderType.Ascending);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.ToEntity<Tables.Pair>();
    }
}
