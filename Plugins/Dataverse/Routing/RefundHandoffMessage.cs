using System;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>The custom API smk_RefundHandoff; a transaction of its own, as smk_RouteLead.</summary>
internal static class RefundHandoffMessage
{
    /// <summary>Its unique name; bound to a hand-off.</summary>
    public const string Name = "smk_RefundHandoff";

    /// <summary>What it answers.</summary>
    public static class Response
    {
        /// <summary>Whether the hand-off has been refunded, now or before.</summary>
        public const string Refunded = "Refunded";
    }

    /// <summary>Asks for a hand-off to be refunded if its lead was invalid.</summary>
    public static void Send(IOrganizationService service, Guid handoffId) => service.Execute(new OrganizationRequest(Name)
    {
        ["Target"] = new EntityReference(Tables.Handoff.EntityLogicalName, handoffId),
    });
}
