using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages.Marketing;

/// <summary>Takes a marketing list or another campaign out of a campaign.</summary>
internal sealed class RemoveItemCampaignMessage : MarketingMessage
{
    public override string Name => "RemoveItemCampaign";

    public override string EventName => "RemoveItem";

    protected override string Holder => "campaign";

    public override void Main(Platform platform, Operation operation) =>
        new CampaignItems(platform, operation).Remove((Guid)operation.Inputs["EntityId"]);

    public override OrganizationResponse Respond(Operation operation) => new RemoveItemCampaignResponse();

    protected override void Check(OrganizationRequest request) => Required<Guid>(request, "EntityId");
}
