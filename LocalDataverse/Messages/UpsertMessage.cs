using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>Updates the row when it exists, by id or alternate key, and creates it otherwise; the steps of Update or Create run.</summary>
internal sealed class UpsertMessage : Message
{
    public override string Name => "Upsert";

    public override string? Table(OrganizationRequest request) => TableOfTarget(request);

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        Required<Entity>(request, "Target");
        var choice = UpsertChoice.Of(platform, request);
        var answer = platform.Messages.Find(choice.Request.RequestName).Execute(platform, choice.Request, scope);
        return choice.Answer(answer is CreateResponse created ? created.id : choice.Id);
    }
}

/// <summary>What an Upsert comes down to.</summary>
/// <param name="Request">The Create or Update that does it.</param>
/// <param name="Id">The row that is there; empty when it is to be made.</param>
internal sealed record UpsertChoice(OrganizationRequest Request, Guid Id)
{
    private bool IsCreate => Request is CreateRequest;

    /// <summary>Looks whether the row is there. An id goes before an alternate key.</summary>
    public static UpsertChoice Of(Platform platform, OrganizationRequest upsert)
    {
        var target = Copies.Of((Entity)upsert.Parameters["Target"]);
        var table = platform.Catalog.Table(target.LogicalName);
        var id = Rows.IdIn(table, target);
        var exists = false;
        if (id != Guid.Empty)
        {
            exists = platform.Store.Exists(table.LogicalName, id);
        }
        else if (target.KeyAttributes.Count > 0)
        {
            id = platform.Store.FindByKey(table.LogicalName, target.KeyAttributes) ?? Guid.Empty;
            exists = id != Guid.Empty;
        }

        if (!exists)
        {
            // The key names the new row, so its values belong to it.
            foreach (var key in target.KeyAttributes)
            {
                target[key.Key] = key.Value;
            }
        }

        target.KeyAttributes.Clear();
        target.Id = id;
        OrganizationRequest request = exists ? new UpdateRequest { Target = target } : new CreateRequest { Target = target };
        request.RequestId = upsert.RequestId;
        foreach (var parameter in upsert.Parameters)
        {
            if (!request.Parameters.Contains(parameter.Key))
            {
                request.Parameters[parameter.Key] = parameter.Value;
            }
        }

        return new UpsertChoice(request, id);
    }

    public UpsertResponse Answer(Guid id)
    {
        var response = new UpsertResponse();
        response.Results["RecordCreated"] = IsCreate;
        response.Results["Target"] = new EntityReference(((Entity)Request.Parameters["Target"]).LogicalName, id);
        return response;
    }
}
