using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages.Marketing;

/// <summary>A message that changes what a marketing list or a campaign holds.</summary>
internal abstract class MarketingMessage : EventMessage
{
    /// <summary>The table of the row that holds the others; its id is the parameter of that name with "Id".</summary>
    protected abstract string Holder { get; }

    public override string? Table(OrganizationRequest request) => Holder;

    public override Operation Prepare(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var id = Required<Guid>(request, Holder is "list" ? "ListId" : "CampaignId");
        Check(request);
        var inputs = new ParameterCollection();
        inputs.AddRange(request.Parameters);
        var operation = NewOperation(platform, EventName, Holder, inputs, request, scope);
        operation.PrimaryEntityId = id;
        return operation;
    }

    public override void Authorize(Platform platform, Operation operation) =>
        platform.Rows.Row(operation.UserId, Holder, operation.PrimaryEntityId, AccessRights.WriteAccess);

    /// <summary>Requires the other parameters.</summary>
    protected abstract void Check(OrganizationRequest request);
}
