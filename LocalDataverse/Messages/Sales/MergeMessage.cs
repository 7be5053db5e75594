using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages.Sales;

/// <summary>
/// Makes one row of two: the master takes over what belongs to the subordinate and the columns the caller chose; the
/// subordinate is closed and points to its master.
/// </summary>
internal sealed class MergeMessage : EventMessage
{
    private static readonly string[] Tables = ["account", "contact", "lead", "incident"];

    private static readonly string[] Parents = ["parentaccountid", "parentcontactid", "parentcustomerid", "customerid"];

    public override string Name => "Merge";

    public override string? Table(OrganizationRequest request) => TableOfTarget(request);

    public override Operation Prepare(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var target = Required<EntityReference>(request, "Target");
        var table = platform.Catalog.Table(target.LogicalName);
        if (!Tables.Contains(table.LogicalName, StringComparer.Ordinal))
        {
            throw Fault.Of(ErrorCodes.MessageNotOnTable,
                $"The 'Merge' method does not support entities of type '{table.LogicalName}'. It merges rows of {string.Join(", ", Tables.Where(t => platform.Catalog.TryTable(t, out _)))}.");
        }

        Required<Guid>(request, "SubordinateId");
        if (Optional<Entity>(request, "UpdateContent") is { } content && !string.Equals(content.LogicalName, table.LogicalName, StringComparison.Ordinal))
        {
            throw Fault.InvalidArgument($"UpdateContent is a row of '{content.LogicalName}', but rows of '{table.LogicalName}' are merged. Give a row of '{table.LogicalName}'.");
        }

        var id = Rows.Resolve(platform, table, target.Id, target.KeyAttributes);
        var inputs = new ParameterCollection();
        foreach (var parameter in request.Parameters)
        {
            inputs[parameter.Key] = string.Equals(parameter.Key, "Target", StringComparison.Ordinal)
                ? new EntityReference(table.LogicalName, id)
                : Copies.OfValue(parameter.Value)!;
        }

        var operation = NewOperation(platform, Name, table.LogicalName, inputs, request, scope);
        operation.PrimaryEntityId = id;
        return operation;
    }

    public override string? Privilege => "prvMerge";

    public override void Authorize(Platform platform, Operation operation)
    {
        platform.Rows.Row(operation.UserId, operation.TableName!, operation.PrimaryEntityId, AccessRights.WriteAccess);
        platform.Rows.Row(operation.UserId, operation.TableName!, (Guid)operation.Inputs["SubordinateId"], AccessRights.WriteAccess);
    }

    public override void Main(Platform platform, Operation operation)
    {
        var table = platform.Catalog.Table(operation.TableName!);
        var master = operation.PrimaryEntityId;
        var subordinate = (Guid)operation.Inputs["SubordinateId"];
        Check(platform, table, master, subordinate, operation);

        // The master changes also when no column does, so the caller must be allowed to change it.
        var update = operation.Inputs.TryGetValue("UpdateContent", out var value) && value is Entity content ? Copies.Of(content) : new Entity(table.LogicalName);
        update.Id = master;
        update.Attributes.Remove(table.PrimaryId);
        platform.Inside(operation, new UpdateRequest { Target = update });
        new MergedRows(platform, table, master, subordinate).Move();
        Close(platform, table, master, subordinate, operation);
    }

    public override OrganizationResponse Respond(Operation operation) => new MergeResponse();

    private static void Check(Platform platform, TableDefinition table, Guid master, Guid subordinate, Operation operation)
    {
        if (master == subordinate)
        {
            throw Fault.Of(ErrorCodes.MergeEntitiesIdentical, "Merge cannot be performed on master and sub-entities that are identical. Give two different rows.");
        }

        var columns = new ColumnSet([.. Parents.Append("statecode").Where(c => table.TryColumn(c, out _))]);
        var rows = new[] { master, subordinate }
            .Select(id => platform.Store.Find(table.LogicalName, id, columns) ?? throw Fault.RowDoesNotExist(table.LogicalName, id)).ToArray();
        if (rows.FirstOrDefault(r => r.Value<OptionSetValue>("statecode") is { Value: not 0 }) is { } closed)
        {
            throw Fault.Of(ErrorCodes.MergeEntityNotActive, $"Merge cannot be performed on entity that is inactive. The {table.LogicalName} {closed.Id:D} is; activate it first, or merge another row.");
        }

        if (operation.Inputs.TryGetValue("PerformParentingChecks", out var wanted) && wanted is true)
        {
            CheckParents(rows[0], rows[1]);
        }
    }

    private static void CheckParents(Entity master, Entity subordinate)
    {
        foreach (var column in Parents)
        {
            if (subordinate.Value<EntityReference>(column) is not { } parent || parent.Id == master.Id)
            {
                continue;
            }

            if (master.Value<EntityReference>(column) is not { } other)
            {
                throw Fault.Of(ErrorCodes.MergeLossOfParenting, $"Merge warning: sub-entity might lose parenting. It has a '{column}' and the master has none: set it on the master, or leave PerformParentingChecks out.");
            }

            if (other.Id != parent.Id)
            {
                throw Fault.Of(ErrorCodes.MergeDifferentlyParented, $"Merge warning: sub-entity will be differently parented. The two differ in '{column}': make them equal, or leave PerformParentingChecks out.");
            }
        }
    }

    private static void Close(Platform platform, TableDefinition table, Guid master, Guid subordinate, Operation operation)
    {
        // Callers cannot write these two, so neither can an Update.
        platform.Store.Update(new Entity(table.LogicalName, subordinate) { ["merged"] = true, ["masterid"] = new EntityReference(table.LogicalName, master) });
        var closed = table.LogicalName is "lead" or "incident" ? 2 : 1;
        platform.Inside(operation, new UpdateRequest { Target = new Entity(table.LogicalName, subordinate) { ["statecode"] = new OptionSetValue(closed) } });
    }
}
