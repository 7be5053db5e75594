using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Async;
using Smarketing.LocalDataverse.Behaviors;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Values;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>Changes a row.</summary>
internal sealed class UpdateMessage : EventMessage
{
    public override string Name => "Update";

    public override string? Table(OrganizationRequest request) => TableOfTarget(request);

    public override Operation Prepare(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var target = Required<Entity>(request, "Target");
        var table = platform.Catalog.Table(target.LogicalName);
        TableBehaviors.RequireWritable(table, Name);
        RowVersions.CheckRequest(table, request, target.RowVersion);
        StepRows.CheckUpdate(target);
        target = Copies.Of(target);
        Rows.DropUnwritable(table, target, static column => column.IsValidForUpdate);
        target.Id = Rows.Resolve(platform, table, Rows.IdIn(table, target), target.KeyAttributes);
        target.KeyAttributes.Clear();
        var operation = NewOperation(platform, Name, table.LogicalName, Rows.Inputs(request, target), request, scope);
        operation.PrimaryEntityId = target.Id;
        return operation;
    }

    // The platform saves ordinary columns, the owner and the state one after the other, and runs the steps for each.
    public override Operation[] Split(Platform platform, Operation operation)
    {
        if (SystemJobs.IsJob(operation.TableName))
        {
            return [];
        }

        var target = operation.Target;
        var id = platform.Catalog.Table(operation.TableName!).PrimaryId;
        List<string>? owner = null;
        List<string>? state = null;
        var others = 0;
        foreach (var attribute in target.Attributes)
        {
            switch (attribute.Key)
            {
                case "ownerid":
                    (owner ??= []).Add(attribute.Key);
                    break;
                case "statecode" or "statuscode":
                    (state ??= []).Add(attribute.Key);
                    break;
                case var name when string.Equals(name, id, StringComparison.Ordinal):
                    // It names the row and changes nothing, so it goes with every part.
                    break;
                default:
                    others++;
                    break;
            }
        }

        var parts = (owner is null ? 0 : 1) + (state is null ? 0 : 1) + (others == 0 ? 0 : 1);
        if (parts < 2)
        {
            return [];
        }

        var rest = target.Attributes.Select(a => a.Key).Except([.. owner ?? [], .. state ?? [], id], StringComparer.Ordinal).ToList();
        Operation[] split = [.. new[] { rest, owner, state }
            .Where(columns => columns is { Count: > 0 })
            .Select(columns => Part(operation, target.Contains(id) ? [id, .. columns!] : columns!))];
        split[0].Target.RelatedEntities.AddRange(target.RelatedEntities);

        // The first part compares the version of the row; it gives the row another, so the rest cannot.
        split[0].Target.RowVersion = target.RowVersion;
        return split;
    }

    public override void Authorize(Platform platform, Operation operation) => platform.Rows.Update(operation);

    public override void BeforePreOperation(Platform platform, Operation operation) =>
        platform.Defaults.OnUpdate(platform.Catalog.Table(operation.TableName!), operation.Target, operation);

    public override void Main(Platform platform, Operation operation)
    {
        var table = platform.Catalog.Table(operation.TableName!);
        var target = operation.Target;
        target.Id = operation.PrimaryEntityId;
        RelatedRows.SaveParents(platform, operation, target);
        platform.References.Check(table, target);
        platform.Rows.Saving(table, target, operation);
        if (SystemJobs.IsJob(table.LogicalName))
        {
            SystemJobs.Change(platform, target, operation);
        }

        RowVersions.Check(platform, table, operation, target.RowVersion);
        platform.Defaults.OnSave(table, target, operation.UserId);
        var formerOwner = Cascades.OwnerBefore(platform, table, target);
        platform.SecurityRows.Changing(target);
        platform.Behaviors.Update(table, target, operation);
        platform.Sharing.Reparent(table, target, isNew: false);
        platform.Live.Changed(table.LogicalName, target.Id);
        platform.Defaults.AfterSave(table, target);
        RelatedRows.SaveChildren(platform, operation, target);
        if (target.Contains("ownerid"))
        {
            Cascades.Assign(platform, table, target, operation, formerOwner);
        }
    }

    public override OrganizationResponse Respond(Operation operation) => new UpdateResponse();

    private static Operation Part(Operation whole, List<string> columns)
    {
        var target = new Entity(whole.Target.LogicalName, whole.Target.Id);
        foreach (var column in columns)
        {
            target[column] = whole.Target[column];
        }

        var inputs = new ParameterCollection();
        inputs.AddRange(whole.Inputs);
        inputs["Target"] = target;
        return whole.Part(inputs);
    }
}
