using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages.Marketing;

/// <summary>Takes one member from a static marketing list.</summary>
internal sealed class RemoveMemberListMessage : MarketingMessage
{
    public override string Name => "RemoveMemberList";

    public override string EventName => "RemoveMember";

    protected override string Holder => "list";

    public override void Main(Platform platform, Operation operation) =>
        new ListMembers(platform, operation).Remove((Guid)operation.Inputs["EntityId"]);

    public override OrganizationResponse Respond(Operation operation) => new RemoveMemberListResponse();

    protected override void Check(OrganizationRequest request) => Required<Guid>(request, "EntityId");
}
