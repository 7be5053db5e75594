using System;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>Marks campaigns whose figures no longer hold.</summary>
internal static class CampaignMarks
{
    /// <summary>Columns that say what a campaign cost.</summary>
    public static readonly string[] Costs = Sales.Campaign.Costs;

    /// <summary>
    /// Lets a campaign be computed anew by the next sweep. Written each time without asking: a mark that waited behind a sweep which is
    /// computing right now comes after it, and none is lost.
    /// </summary>
    public static void ToCompute(IOrganizationService service, Guid? campaignId, DateTime now)
    {
        if (campaignId is { } id)
            service.Update(new Tables.Campaign { Id = id, DirtyOn = now });
    }
}
