using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>Updates the row when it exists, by id or alternate key, and creates it otherwise; the steps of Update or Create run.</summary>
internal sealed class UpsertMessage : Message
{
    public override string Name => "Upsert";

    public override string? Table(OrganizationRequest request) => TableOfTarget(request);

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var target = Copies.Of(Required<Entity>(request, "Target"));
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
        OrganizationRequest inner = exists ? new UpdateRequest { Target = target } : new CreateRequest { Target = target };
        foreach (var parameter in request.Parameters)
        {
            if (!inner.Parameters.Contains(parameter.Key))
            {
                inner.Parameters[parameter.Key] = parameter.Value;
            }
        }

        var answer = platform.Messages.Find(inner.RequestName).Execute(platform, inner, scope);
        var response = new UpsertResponse();
        response.Results["RecordCreated"] = !exists;
        response.Results["Target"] = new EntityReference(table.LogicalName, exists ? id : ((CreateResponse)answer).id);
        return response;
    }
}
