using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Handoffs;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>Keeps on a hand-off what its owner has done about the lead. Counted anew from the activities each time, so it may be told twice.</summary>
internal static class HandoffTouches
{
    private const string Lead = Tables.Lead.EntityLogicalName;
    private const string Opportunity = Tables.Opportunity.EntityLogicalName;

    /// <summary>An activity was completed: counts the touches of the hand-off that it may belong to.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="regarding">What the activity is about.</param>
    /// <param name="ownerId">Whose activity it is.</param>
    /// <param name="now">UTC.</param>
    public static void Count(IOrganizationService service, EntityReference? regarding, Guid ownerId, DateTime now)
    {
        var handoff = regarding?.LogicalName switch
        {
            Lead => HandoffRow.LatestOf(service, regarding.Id),
            Opportunity => HandoffOpportunities.HandoffOf(service, regarding.Id),
            _ => null,
        };
        // What somebody else did is no touch of the owner; what is closed is not counted any more.
        if (handoff is not null && handoff.OwnerId?.Id == ownerId && HandoffMachine.IsOpen(HandoffRow.StateOf(handoff)))
            Count(service, handoff, ownerId, now);
    }

    private static void Count(IOrganizationService service, Tables.Handoff handoff, Guid ownerId, DateTime now)
    {
        var about = new[] { handoff.LeadId?.Id, handoff.OpportunityId?.Id }.Where(id => id is not null).Select(id => id!.Value).ToArray();
        var started = HandoffRow.Facts(handoff, [], now).StartedOn;
        var touches = Touches.Of(TouchReader.Read(service, ownerId, about), ownerId, started);
        if (touches.Count == (handoff.Touches ?? 0))
            return;
        var row = new Tables.Handoff { Id = handoff.Id, Touches = touches.Count };
        // The first counts, even if an earlier one is entered later: what was kept or broken does not change its mind.
        if (handoff.FirstTouchOn is null && touches.Count > 0)
            row.FirstTouchOn = touches[0];
        if (handoff.FollowedUpOn is null && Attempts(service, handoff) is { } attempts && touches.Count >= attempts)
            row.FollowedUpOn = touches[attempts - 1];
        service.Update(row);
    }

    private static int? Attempts(IOrganizationService service, Tables.Handoff handoff)
    {
        if (handoff.AgreementId is not { } agreement)
            return null;
        var row = service.Retrieve(agreement.LogicalName, agreement.Id, new ColumnSet(Tables.Agreement.Columns.FollowUpAttempts)).ToEntity<Tables.Agreement>();
        return row.FollowUpAttempts is > 0 ? row.FollowUpAttempts : null;
    }
}
