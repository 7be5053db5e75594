using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>Keeps on a campaign what a lead that is erased has counted for: what it cost to win a lead does not rise because one is forgotten.</summary>
internal static class CampaignErasure
{
    /// <summary>Columns of the lead that are needed.</summary>
    public static readonly string[] Needed = [Sales.Lead.Campaign, Sales.Lead.IsMerged, Tables.Lead.Columns.Cycle];

    /// <summary>Counts: two writes and a read, nothing for a lead of no campaign.</summary>
    /// <param name="system">Acts with the rights of the system.</param>
    /// <param name="lead">The lead before it goes.</param>
    /// <param name="handedOff">How often it was handed off.</param>
    /// <param name="now">UTC.</param>
    public static void Keep(IOrganizationService system, Entity lead, int handedOff, DateTime now)
    {
        if (lead.GetAttributeValue<EntityReference?>(Sales.Lead.Campaign) is not { } campaign)
            return;
        // Written first, so that whoever erases another lead of the campaign meanwhile waits here and counts on.
        CampaignMarks.ToCompute(system, campaign.Id, now);
        var known = system.Retrieve(campaign.LogicalName, campaign.Id, new ColumnSet(
            Tables.Campaign.Columns.ErasedLeads, Tables.Campaign.Columns.ErasedMqls, Tables.Campaign.Columns.ErasedSqls)).ToEntity<Tables.Campaign>();
        system.Update(new Tables.Campaign
        {
            Id = campaign.Id,
            ErasedLeads = (known.ErasedLeads ?? 0) + (lead.GetAttributeValue<bool>(Sales.Lead.IsMerged) ? 0 : 1),
            ErasedMqls = (known.ErasedMqls ?? 0) + (lead.ToEntity<Tables.Lead>().Cycle ?? 0),
            ErasedSqls = (known.ErasedSqls ?? 0) + handedOff,
        });
    }
}
