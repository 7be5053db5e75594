using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages.Marketing;

/// <summary>Adds one member to a static marketing list.</summary>
internal sealed class AddMemberListMessage : MarketingMessage
{
    public override string Name => "AddMemberList";

    public override string EventName => "AddMember";

    protected override string Holder => "list";

    public override void Main(Platform platform, Operation operation) =>
        operation.Outputs["Id"] = new ListMembers(platform, operation).Add([(Guid)operation.Inputs["EntityId"]])[0];

    public override OrganizationResponse Respond(Operation operation)
    {
        var response = new AddMemberListResponse();
        response.Results["Id"] = operation.Outputs["Id"];
        return response;
    }

    protected override void Check(OrganizationRequest request) => Required<Guid>(request, "EntityId");
}
