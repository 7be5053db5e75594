using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.ServiceModel;
using System.Text;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Tracing;

namespace Smarketing.LocalDataverse.Async;

/// <summary>
/// Asynchronous steps wait here as rows of <c>asyncoperation</c>, written in the transaction of the message that set them
/// off: a message rolled back leaves no job, a message committed loses none, not even over a restart.
/// </summary>
internal sealed class Outbox(Platform platform)
{
    /// <summary>How often a failed job is tried again.</summary>
    public const int MaximumRetries = 3;

    private const string Table = "asyncoperation";
    private const int Waiting = 0;
    private const int Failed = 31;

    private readonly Queue<Guid> _queue = new();

    /// <summary>Writes a job into the transaction; it may run once that is committed.</summary>
    public Guid Write(PluginContext context)
    {
        var operation = context.Operation;
        var id = Guid.CreateVersion7(platform.Clock.GetUtcNow());
        platform.Store.Insert(new Entity(Table, id)
        {
            ["asyncoperationid"] = id,
            ["name"] = context.Step!.Name,
            ["messagename"] = operation.MessageName,
            ["primaryentitytype"] = operation.TableName,
            ["operationtype"] = new OptionSetValue(1),
            ["statecode"] = new OptionSetValue(0),
            ["statuscode"] = new OptionSetValue(Waiting),
            ["retrycount"] = 0,
            ["depth"] = operation.Depth,
            ["correlationid"] = operation.CorrelationId,
            ["owningextensionid"] = new EntityReference("sdkmessageprocessingstep", context.Step.Id),
            ["ownerid"] = new EntityReference("systemuser", operation.UserId),
            ["createdby"] = new EntityReference("systemuser", operation.UserId),
            ["createdon"] = operation.StartedOn,
            ["sequence"] = platform.Store.NextRowVersion(),
            ["data"] = Encode(context),
        });
        return id;
    }

    /// <summary>Puts a committed job in the queue.</summary>
    public void Queue(Guid job) => _queue.Enqueue(job);

    /// <summary>After a restart: what was committed and has not run.</summary>
    public void Resume()
    {
        foreach (var row in Rows(Waiting, new ColumnSet(false)))
        {
            _queue.Enqueue(row.Id);
        }
    }

    public int Run(int most)
    {
        var finished = 0;
        while (finished < most && _queue.TryDequeue(out var id))
        {
            if (RunOne(id))
            {
                finished++;
            }
        }

        return finished;
    }

    public IReadOnlyList<AsyncJob> FailedJobs() =>
        [.. Rows(Failed, new ColumnSet("name", "messagename", "primaryentitytype", "regardingobjectid", "createdon", "retrycount", "message", "data"))
            .Select(row => new AsyncJob(
                row.Id,
                row.GetAttributeValue<string>("name") ?? string.Empty,
                row.GetAttributeValue<string>("messagename") ?? string.Empty,
                row.GetAttributeValue<string>("primaryentitytype") ?? string.Empty,
                Decode(row).PrimaryEntityId,
                row.GetAttributeValue<DateTime>("createdon"),
                row.GetAttributeValue<int>("retrycount"),
                row.GetAttributeValue<string>("message") ?? string.Empty))];

    // True when the job is finished, well or badly; false when it will be tried again.
    [SuppressMessage("Design", "CA1031", Justification = "A job that fails, however it does, must not stop the others.")]
    private bool RunOne(Guid id)
    {
        string? failure = null;
        try
        {
            using var work = UnitOfWork.Begin(platform);
            var row = platform.Store.Find(Table, id, new ColumnSet("data", "retrycount", "owningextensionid", "statuscode"));
            if (row is null)
            {
                return false;
            }

            RunStep(row);
            platform.Store.Delete(Table, id);
            work.Commit();
            return true;
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            failure = fault.Detail.Message ?? fault.Message;
        }
        catch (Exception exception)
        {
            failure = exception.Message;
        }

        return GiveUpOrRetry(id, failure);
    }

    private void RunStep(Entity row)
    {
        var step = platform.Steps.Find(row.GetAttributeValue<EntityReference>("owningextensionid").Id)
            ?? throw new InvalidOperationException("The step that this job belongs to is not registered any more. Import the solution that holds it, or delete the job.");
        var context = Restore(row, step);
        PluginRunner.Run(platform, step.Instance, context, step.Plugin.TypeName);
    }

    private bool GiveUpOrRetry(Guid id, string failure)
    {
        using var work = UnitOfWork.Begin(platform);
        var row = platform.Store.Find(Table, id, new ColumnSet("retrycount"));
        if (row is null)
        {
            return true;
        }

        var retries = row.GetAttributeValue<int>("retrycount");
        var giveUp = retries >= MaximumRetries;
        platform.Store.Update(new Entity(Table, id)
        {
            ["retrycount"] = giveUp ? retries : retries + 1,
            ["message"] = Storable(failure),
            ["statecode"] = new OptionSetValue(giveUp ? 3 : 0),
            ["statuscode"] = new OptionSetValue(giveUp ? Failed : Waiting),
            ["completedon"] = giveUp ? platform.UtcNow : null,
        });
        if (!giveUp)
        {
            work.Enqueue(id);
        }

        work.Commit();
        return giveUp;
    }

    // An error may hold anything; that it cannot be written down must not hide it, nor stop the other jobs.
    private static string Storable(string failure) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(LongText.Begin(failure)));

    private List<Entity> Rows(int status, ColumnSet columns)
    {
        var rows = new List<Entity>();
        var query = new QueryExpression(Table) { ColumnSet = columns, PageInfo = new PagingInfo { Count = 5000, PageNumber = 1 } };
        query.Criteria.AddCondition("statuscode", ConditionOperator.Equal, status);
        query.Criteria.AddCondition("data", ConditionOperator.NotNull);
        query.AddOrder("sequence", OrderType.Ascending);
        while (true)
        {
            var page = platform.Store.Query(query, platform.System.AdministratorId, platform.UtcNow);
            rows.AddRange(page.Entities);
            if (!page.MoreRecords)
            {
                return rows;
            }

            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = page.PagingCookie;
        }
    }

    private static string Encode(PluginContext context)
    {
        var operation = context.Operation;
        using var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer))
        {
            writer.Write(operation.MessageName);
            writer.Write(operation.TableName ?? string.Empty);
            writer.Write(operation.PrimaryEntityId.ToByteArray());
            writer.Write(operation.UserId.ToByteArray());
            writer.Write(operation.InitiatingUserId.ToByteArray());
            writer.Write(operation.Depth);
            writer.Write(operation.CorrelationId.ToByteArray());
            writer.Write(operation.OperationId.ToByteArray());
            writer.Write(operation.StartedOn.Ticks);
            ContextCodec.Write(writer, operation.Inputs, operation.Inputs.Count);
            ContextCodec.Write(writer, operation.Outputs, operation.Outputs.Count);
            ContextCodec.Write(writer, operation.SharedVariables, operation.SharedVariables.Count);
            WriteImages(writer, context.PreEntityImages);
            WriteImages(writer, context.PostEntityImages);
        }

        return Convert.ToBase64String(buffer.ToArray());
    }

    private PluginContext Restore(Entity row, StepDefinition step)
    {
        var (operation, pre, post) = Read(row);
        return new PluginContext(platform, operation, step, Stage.PostOperation, isAsync: true)
        {
            PreEntityImages = pre,
            PostEntityImages = post,
        };
    }

    private static Operation Decode(Entity row) => Read(row).Operation;

    private static (Operation Operation, EntityImageCollection Pre, EntityImageCollection Post) Read(Entity row)
    {
        using var reader = new BinaryReader(new MemoryStream(Convert.FromBase64String(row.GetAttributeValue<string>("data"))));
        var message = reader.ReadString();
        var table = reader.ReadString();
        var primary = new Guid(reader.ReadBytes(16));
        var user = new Guid(reader.ReadBytes(16));
        var initiator = new Guid(reader.ReadBytes(16));
        var depth = reader.ReadInt32();
        var correlation = new Guid(reader.ReadBytes(16));
        var operationId = new Guid(reader.ReadBytes(16));
        var startedOn = new DateTime(reader.ReadInt64(), DateTimeKind.Utc);
        var inputs = new ParameterCollection();
        ContextCodec.Read(reader, (name, value) => inputs[name] = value);
        var scope = new RequestScope(user, initiator, RequestOrigin.AsyncJob, depth - 1, correlation, null, null);
        var operation = new Operation(message, table.Length == 0 ? null : table, inputs, scope, startedOn)
        {
            PrimaryEntityId = primary,
            OperationId = operationId,
        };
        ContextCodec.Read(reader, (name, value) => operation.Outputs[name] = value);
        ContextCodec.Read(reader, (name, value) => operation.SharedVariables[name] = value);
        return (operation, ReadImages(reader), ReadImages(reader));
    }

    private static void WriteImages(BinaryWriter writer, EntityImageCollection images) =>
        ContextCodec.Write(writer, images.Select(i => new KeyValuePair<string, object>(i.Key, i.Value)), images.Count);

    private static EntityImageCollection ReadImages(BinaryReader reader)
    {
        var images = new EntityImageCollection();
        ContextCodec.Read(reader, (name, value) => images[name] = (Entity)value!);
        return images;
    }
}
