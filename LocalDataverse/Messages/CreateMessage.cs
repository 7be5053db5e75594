using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse.Async;
using Smarketing.LocalDataverse.Behaviors;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>Makes a row.</summary>
internal sealed class CreateMessage : EventMessage
{
    public override string Name => "Create";

    public override string? Table(OrganizationRequest request) => TableOfTarget(request);

    public override Operation Prepare(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var target = Required<Entity>(request, "Target");
        var table = platform.Catalog.Table(target.LogicalName);
        StepRows.RefuseTo("create", table.LogicalName);
        if (SystemJobs.IsJob(table.LogicalName))
        {
            throw SystemJobs.NotCreated();
        }

        TableBehaviors.RequireWritable(table, Name);
        target = Copies.Of(target);
        RefuseState(table, target);
        Rows.DropUnwritable(table, target, static column => column.IsValidForCreate);
        var operation = NewOperation(platform, Name, table.LogicalName, Rows.Inputs(request, target), request, scope);
        operation.PrimaryEntityId = target.Id = Rows.IdIn(table, target);
        return operation;
    }

    public override void Authorize(Platform platform, Operation operation) => platform.Rows.Create(operation);

    public override void BeforePreOperation(Platform platform, Operation operation)
    {
        var target = operation.Target;
        if (target.Id == Guid.Empty)
        {
            target.Id = Guid.CreateVersion7(platform.Clock.GetUtcNow());
        }

        operation.PrimaryEntityId = target.Id;
        var table = platform.Catalog.Table(operation.TableName!);
        platform.Defaults.OnCreate(table, target, operation);
        platform.Behaviors.Creating(table, target);
    }

    public override void Main(Platform platform, Operation operation)
    {
        var table = platform.Catalog.Table(operation.TableName!);
        var target = operation.Target;
        target.Id = operation.PrimaryEntityId;
        RelatedRows.SaveParents(platform, operation, target);
        platform.References.Check(table, target);
        platform.Rows.Saving(table, target, operation);
        platform.Defaults.OnInsert(table, target, operation.UserId);
        platform.Behaviors.Insert(table, target);
        platform.SecurityRows.Created(target);
        platform.Sharing.Reparent(table, target, isNew: true);
        RelatedRows.SaveChildren(platform, operation, target);
        operation.Outputs["id"] = target.Id;
    }

    public override OrganizationResponse Respond(Operation operation)
    {
        var response = new CreateResponse();
        response.Results["id"] = operation.PrimaryEntityId;
        return response;
    }

    // The platform makes every row in its first state and drops a state that says otherwise; dropping it silently would hide the mistake.
    private static void RefuseState(TableDefinition table, Entity target)
    {
        if (!target.Attributes.TryGetValue("statecode", out var value) || value is not OptionSetValue state
            || !table.TryColumn("statecode", out var column) || column.IsValidForCreate || column.Options.Count == 0
            || state.Value == States.First(column))
        {
            return;
        }

        throw Fault.InvalidArgument(
            $"{Fault.Show(state)} is not a valid state on Create of '{table.LogicalName}': every row starts in state {States.First(column)}. Create the row, then Update statecode and statuscode.");
    }
}
