using System;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>Tells leads that sales has said something about them.</summary>
internal static class Leads
{
    /// <summary>Has a lead listen to sales: one write, which hears it on its way. A lead that is gone hears nothing.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="lead">The lead; <c>null</c> when it is gone.</param>
    /// <param name="recycleOn">The day to which sales puts it off; <c>null</c> leaves what is on record.</param>
    public static void HearSales(IOrganizationService service, EntityReference? lead, DateTime? recycleOn = null)
    {
        if (lead is null)
            return;
        // What is written here does not matter: scoring replaces it by what the hand-off says.
        var row = new Tables.Lead { Id = lead.Id, HandoffOpen = false };
        if (recycleOn is not null)
            row.RecycleOn = recycleOn;
        service.Update(row);
    }
}
