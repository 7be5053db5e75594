using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages.Marketing;

/// <summary>Puts a row into a queue, or moves it there from the queue it is in: a row waits in one queue at a time.</summary>
internal sealed class AddToQueueMessage : EventMessage
{
    private const string Item = "queueitem";

    public override string Name => "AddToQueue";

    public override string? Table(OrganizationRequest request) => "queue";

    public override Operation Prepare(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var target = Required<EntityReference>(request, "Target");
        var queue = Required<Guid>(request, "DestinationQueueId");
        var table = platform.Catalog.Table(target.LogicalName);
        var lookup = platform.Catalog.Table(Item).Column("objectid");
        if (!lookup.Targets.Contains(table.LogicalName, StringComparer.Ordinal))
        {
            throw Fault.InvalidArgument(
                $"Rows of '{table.LogicalName}' cannot be put into queues: no relationship leads to it from '{Item}'. Enable the table for queues and import its solution.");
        }

        var id = Rows.Resolve(platform, table, target.Id, target.KeyAttributes);
        var operation = NewOperation(platform, Name, "queue", Rows.Inputs(request, new EntityReference(table.LogicalName, id)), request, scope);
        operation.PrimaryEntityId = queue;
        return operation;
    }

    public override void Authorize(Platform platform, Operation operation) =>
        platform.Rows.Row(operation.UserId, "queue", operation.PrimaryEntityId, AccessRights.AppendToAccess);

    public override void Main(Platform platform, Operation operation)
    {
        var target = (EntityReference)operation.Inputs["Target"];
        var queue = platform.Store.Find("queue", operation.PrimaryEntityId, new ColumnSet("statecode"))
            ?? throw Fault.RowDoesNotExist("queue", operation.PrimaryEntityId);
        if (queue.Value<OptionSetValue>("statecode") is { Value: not 0 })
        {
            throw Fault.InvalidArgument($"The queue {queue.Id:D} is inactive. Activate it, or choose another.");
        }

        var waiting = Waiting(platform, target.Id);
        RequireSource(operation, waiting);
        var properties = operation.Inputs.TryGetValue("QueueItemProperties", out var value) ? value as Entity : null;
        operation.Outputs["QueueItemId"] = waiting is null ? Enter(platform, operation, target, properties) : Move(platform, operation, waiting, properties);
    }

    public override OrganizationResponse Respond(Operation operation)
    {
        var response = new AddToQueueResponse();
        response.Results["QueueItemId"] = operation.Outputs["QueueItemId"];
        return response;
    }

    private static Entity? Waiting(Platform platform, Guid target)
    {
        var query = new QueryExpression(Item) { ColumnSet = new ColumnSet("queueid") };
        query.Criteria.AddCondition("objectid", ConditionOperator.Equal, target);
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        return platform.Every(query).FirstOrDefault();
    }

    private static void RequireSource(Operation operation, Entity? waiting)
    {
        if (operation.Inputs.TryGetValue("SourceQueueId", out var value) && value is Guid source && source != Guid.Empty
            && waiting?.Value<EntityReference>("queueid")?.Id != source)
        {
            throw Fault.InvalidArgument($"The row does not wait in the queue {source:D}. Give the queue it waits in as SourceQueueId, or leave it out.");
        }
    }

    private static Guid Enter(Platform platform, Operation operation, EntityReference target, Entity? properties)
    {
        var item = new Entity(Item);
        Take(item, properties);
        item["objectid"] = Copies.Of(target);
        item["queueid"] = new EntityReference("queue", operation.PrimaryEntityId);
        var id = ((CreateResponse)platform.Inside(operation, new CreateRequest { Target = item })).id;
        var table = platform.Catalog.Table(target.LogicalName);
        var entered = new Entity(Item, id) { ["enteredon"] = platform.UtcNow };
        if (table.PrimaryName is { } name && platform.Store.Find(table.LogicalName, target.Id, new ColumnSet(name))?.Value<string>(name) is { } title)
        {
            entered["title"] = title.Length > 300 ? title[..300] : title;
        }

        if (platform.Catalog.Table(Item).Column("objecttypecode").Option(table.ObjectTypeCode) is not null)
        {
            entered["objecttypecode"] = new OptionSetValue(table.ObjectTypeCode);
        }

        platform.Store.Update(entered);
        return id;
    }

    // The queue of an item is no column callers may write, so it is moved beside the Update.
    private static Guid Move(Platform platform, Operation operation, Entity waiting, Entity? properties)
    {
        platform.Store.Update(new Entity(Item, waiting.Id)
        {
            ["queueid"] = new EntityReference("queue", operation.PrimaryEntityId),
            ["enteredon"] = platform.UtcNow,
        });
        var item = new Entity(Item, waiting.Id) { ["workerid"] = null };
        Take(item, properties);
        platform.Inside(operation, new UpdateRequest { Target = item });
        return waiting.Id;
    }

    private static void Take(Entity item, Entity? properties)
    {
        foreach (var property in properties?.Attributes ?? [])
        {
            item[property.Key] = Copies.OfValue(property.Value);
        }
    }
}
