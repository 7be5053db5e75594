using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse.Behaviors;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Values;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>Deletes a row, and what its relationships say goes with it.</summary>
internal sealed class DeleteMessage : EventMessage
{
    public override string Name => "Delete";

    public override string? Table(OrganizationRequest request) => TableOfTarget(request);

    public override Operation Prepare(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var target = Required<EntityReference>(request, "Target");
        var table = platform.Catalog.Table(target.LogicalName);
        StepRows.RefuseTo("delete", table.LogicalName);
        TableBehaviors.RequireWritable(table, Name);
        var id = Rows.Resolve(platform, table, target.Id, target.KeyAttributes);
        RowVersions.CheckRequest(table, request, target.RowVersion);
        var inputs = Rows.Inputs(request, new EntityReference(table.LogicalName, id) { RowVersion = target.RowVersion });
        var operation = NewOperation(platform, Name, table.LogicalName, inputs, request, scope);
        operation.PrimaryEntityId = id;
        return operation;
    }

    public override void Authorize(Platform platform, Operation operation) =>
        platform.Rows.Row(operation.UserId, operation.TableName!, operation.PrimaryEntityId, AccessRights.DeleteAccess);

    public override void Main(Platform platform, Operation operation)
    {
        RowVersions.Check(platform, platform.Catalog.Table(operation.TableName!), operation, (operation.Inputs["Target"] as EntityReference)?.RowVersion);
        if (string.Equals(operation.TableName, "solution", StringComparison.Ordinal))
        {
            Uninstall(platform, operation.PrimaryEntityId);
        }

        platform.SecurityRows.Deleting(operation.TableName!, operation.PrimaryEntityId);
        Cascades.Delete(platform, operation);
        platform.Behaviors.Delete(platform.Catalog.Table(operation.TableName!), operation.PrimaryEntityId);
        platform.Sharing.Forget(operation.PrimaryEntityId);
    }

    private static void Uninstall(Platform platform, Guid solution)
    {
        try
        {
            platform.Solutions.Uninstall(solution);
        }
        catch (SolutionImportException refusal)
        {
            throw Fault.Of(ErrorCodes.StillReferenced, refusal.Message);
        }
    }

    public override OrganizationResponse Respond(Operation operation) => new DeleteResponse();
}
