using System;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>
/// The custom API smk_RouteLead. Routing is asked for through it, since an asynchronous step has no transaction of its own on the platform and
/// locking a pool without one would lock nothing.
/// </summary>
internal static class RouteLeadMessage
{
    /// <summary>Its unique name; bound to a lead.</summary>
    public const string Name = "smk_RouteLead";

    /// <summary>What it answers.</summary>
    public static class Response
    {
        /// <summary>Guid: the open hand-off of the lead.</summary>
        public const string HandoffId = "HandoffId";
    }

    /// <summary>Asks for a lead to be routed if it waits for it.</summary>
    public static void Send(IOrganizationService service, Guid leadId) => service.Execute(new OrganizationRequest(Name)
    {
        ["Target"] = new EntityReference(Tables.Lead.EntityLogicalName, leadId),
    });
}
