using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages.Sales;

/// <summary>Wins an opportunity. Without a revenue it is worth what was estimated.</summary>
internal sealed class WinOpportunityMessage : CloseOpportunityMessage
{
    public override string Name => "WinOpportunity";

    public override string EventName => "Win";

    protected override int State => 1;

    protected override string StateName => "Won";

    public override OrganizationResponse Respond(Operation operation) => new WinOpportunityResponse();

    protected override Money? Revenue(Entity opportunity) => opportunity.Value<Money>("estimatedvalue");
}
