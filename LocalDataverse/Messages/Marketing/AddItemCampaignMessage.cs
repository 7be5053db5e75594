using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages.Marketing;

/// <summary>Puts a marketing list or another campaign into a campaign.</summary>
internal sealed class AddItemCampaignMessage : MarketingMessage
{
    public override string Name => "AddItemCampaign";

    public override string EventName => "AddItem";

    protected override string Holder => "campaign";

    public override void Main(Platform platform, Operation operation) =>
        operation.Outputs["CampaignItemId"] = new CampaignItems(platform, operation)
            .Add((string)operation.Inputs["EntityName"], (Guid)operation.Inputs["EntityId"]);

    public override OrganizationResponse Respond(Operation operation)
    {
        var response = new AddItemCampaignResponse();
        response.Results["CampaignItemId"] = operation.Outputs["CampaignItemId"];
        return response;
    }

    protected override void Check(OrganizationRequest request)
    {
        Required<Guid>(request, "EntityId");
        Required<string>(request, "EntityName");
    }
}
