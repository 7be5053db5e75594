using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages.Marketing;

/// <summary>Adds many members to a static marketing list.</summary>
internal sealed class AddListMembersListMessage : MarketingMessage
{
    public override string Name => "AddListMembersList";

    public override string EventName => "AddListMembers";

    protected override string Holder => "list";

    public override void Main(Platform platform, Operation operation) =>
        new ListMembers(platform, operation).Add((Guid[])operation.Inputs["MemberIds"]);

    public override OrganizationResponse Respond(Operation operation) => new AddListMembersListResponse();

    protected override void Check(OrganizationRequest request) => Required<Guid[]>(request, "MemberIds");
}
