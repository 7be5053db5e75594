using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>Tells leads that sales has said something about them.</summary>
internal static class Leads
{
    /// <summary>Has a lead listen to sales: one write, which hears it on its way. A lead that is gone hears nothing.</summary>
    public static void HearSales(IOrganizationService service, EntityReference? lead)
    {
        // What is written here does not matter: scoring replaces it by what the hand-off says.
        if (lead is not null)
            service.Update(new Tables.Lead { Id = lead.Id, HandoffOpen = false });
    }
}
