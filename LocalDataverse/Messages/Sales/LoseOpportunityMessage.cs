using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages.Sales;

/// <summary>Loses an opportunity. Without a revenue it is worth nothing.</summary>
internal sealed class LoseOpportunityMessage : CloseOpportunityMessage
{
    public override string Name => "LoseOpportunity";

    public override string EventName => "Lose";

    protected override int State => 2;

    protected override string StateName => "Lost";

    public override OrganizationResponse Respond(Operation operation) => new LoseOpportunityResponse();

    protected override Money? Revenue(Entity opportunity) => new(0m);
}
