using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>Sets state and status: an older spelling of an Update, whose steps run.</summary>
internal sealed class SetStateMessage : Message
{
    public override string Name => "SetState";

    public override string? Table(OrganizationRequest request) => TableOfTarget(request, "EntityMoniker");

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var moniker = Required<EntityReference>(request, "EntityMoniker");
        var target = new Entity(moniker.LogicalName, moniker.Id) { ["statecode"] = Required<OptionSetValue>(request, "State") };
        if (moniker.KeyAttributes is { Count: > 0 })
        {
            target.KeyAttributes = moniker.KeyAttributes;
        }

        // -1 asks for the default status of the state.
        if (Optional<OptionSetValue>(request, "Status") is { Value: not -1 } status)
        {
            target["statuscode"] = status;
        }

        platform.Messages.Find("Update").Execute(platform, new UpdateRequest { Target = target }, scope);
        return new SetStateResponse();
    }
}

/// <summary>Gives a row to another owner: an older spelling of an Update of ownerid, whose steps run.</summary>
internal sealed class AssignMessage : Message
{
    public override string Name => "Assign";

    public override string? Table(OrganizationRequest request) => TableOfTarget(request);

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var row = Required<EntityReference>(request, "Target");
        var target = new Entity(row.LogicalName, row.Id) { ["ownerid"] = Required<EntityReference>(request, "Assignee") };
        if (row.KeyAttributes is { Count: > 0 })
        {
            target.KeyAttributes = row.KeyAttributes;
        }

        platform.Messages.Find("Update").Execute(platform, new UpdateRequest { Target = target }, scope);
        return new AssignResponse();
    }
}

/// <summary>Says who asks.</summary>
internal sealed class WhoAmIMessage : Message
{
    public override string Name => "WhoAmI";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var response = new WhoAmIResponse();
        response.Results["UserId"] = scope.UserId;
        response.Results["BusinessUnitId"] = platform.System.BusinessUnitId;
        response.Results["OrganizationId"] = platform.System.OrganizationId;
        return response;
    }
}
