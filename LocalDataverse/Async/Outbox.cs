using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using System.Text;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Tracing;

namespace Smarketing.LocalDataverse.Async;

/// <summary>
/// Asynchronous steps wait here as rows of <c>asyncoperation</c>, written in the transaction of the message that set them
/// off: a message rolled back leaves no job, a message committed loses none, not even over a restart.
/// </summary>
internal sealed class Outbox(Platform platform)
{
    private static readonly ColumnSet JobColumns = new("sequence", "statecode", "postponeuntil", "data", "retrycount", "owningextensionid");

    private readonly JobQueue _queue = new();

    private static ConditionExpression Unfinished => new("statecode", ConditionOperator.In, SystemJobs.Ready, SystemJobs.Suspended);

    /// <summary>Called, under the gate, when there is a job to look at; the service in the background waits for it.</summary>
    public Action? Woken { get; set; }

    /// <summary>Called, under the gate and outside any transaction, before a job runs.</summary>
    public Action<JobAttempt>? Starting { get; set; }

    /// <summary>Writes a job into the transaction; it may run once that is committed.</summary>
    public QueuedJob Write(PluginContext context)
    {
        var operation = context.Operation;
        var job = new QueuedJob(platform.Store.NextRowVersion(), Guid.CreateVersion7(platform.Clock.GetUtcNow()));
        var user = new EntityReference("systemuser", operation.UserId);
        var row = new Entity(SystemJobs.Table, job.Id)
        {
            ["asyncoperationid"] = job.Id,
            ["name"] = context.Step!.Name,
            ["messagename"] = operation.MessageName,
            ["primaryentitytype"] = operation.TableName,
            ["operationtype"] = new OptionSetValue(1),
            ["statecode"] = new OptionSetValue(SystemJobs.Ready),
            ["statuscode"] = new OptionSetValue(SystemJobs.WaitingForResources),
            ["retrycount"] = 0,
            ["depth"] = operation.Depth,
            ["correlationid"] = operation.CorrelationId,
            ["requestid"] = operation.RequestId,
            ["owningextensionid"] = new EntityReference("sdkmessageprocessingstep", context.Step.Id),
            ["ownerid"] = user,
            ["createdby"] = user,
            ["createdon"] = operation.StartedOn,
            ["modifiedby"] = user,
            ["modifiedon"] = operation.StartedOn,
            ["sequence"] = job.Sequence,
            ["data"] = JobContext.Encode(context),
        };
        if (Regards(operation))
        {
            row["regardingobjectid"] = new EntityReference(operation.TableName!, operation.PrimaryEntityId);
        }

        platform.Store.Insert(row);
        return job;
    }

    /// <summary>Puts a committed job in the queue.</summary>
    public void Queue(QueuedJob job)
    {
        _queue.Add(job);
        Woken?.Invoke();
    }

    /// <summary>After a restart: what was committed and has not run.</summary>
    public void Resume()
    {
        foreach (var row in Rows(Unfinished, new ColumnSet("sequence")))
        {
            _queue.Add(new QueuedJob(row.GetAttributeValue<long>("sequence"), row.Id));
        }
    }

    /// <summary>Runs what is due, and what that sets off.</summary>
    /// <param name="most">The most jobs to bring to an end.</param>
    /// <param name="bringForward">Whether what waits for an instant runs at once when nothing else is left.</param>
    /// <returns>How many jobs came to an end.</returns>
    public int Run(int most, bool bringForward)
    {
        var finished = 0;
        while (finished < most && _queue.TryTake(platform.UtcNow, bringForward, out var job))
        {
            if (Try(job, bringForward))
            {
                finished++;
            }
        }

        return finished;
    }

    /// <summary>Runs one job that is due, if there is one.</summary>
    /// <returns>How long until the next may run: nothing when one can at once, null when none waits for an instant.</returns>
    public TimeSpan? RunNext()
    {
        if (_queue.TryTake(platform.UtcNow, bringForward: false, out var job))
        {
            Try(job, early: false);
        }

        var now = platform.UtcNow;
        return _queue.HasReady(now) ? TimeSpan.Zero : _queue.NextDue - now;
    }

    public IReadOnlyList<AsyncJob> FailedJobs() =>
        [.. Rows(new ConditionExpression("statuscode", ConditionOperator.Equal, SystemJobs.Failed),
                new ColumnSet("name", "messagename", "primaryentitytype", "createdon", "retrycount", "message", "data"))
            .Select(row => new AsyncJob(
                row.Id,
                row.GetAttributeValue<string>("name") ?? string.Empty,
                row.GetAttributeValue<string>("messagename") ?? string.Empty,
                row.GetAttributeValue<string>("primaryentitytype") ?? string.Empty,
                JobContext.Decode(platform, row.GetAttributeValue<string>("data"), null).PrimaryEntityId,
                row.GetAttributeValue<DateTime>("createdon"),
                row.GetAttributeValue<int>("retrycount"),
                row.GetAttributeValue<string>("message") ?? string.Empty))];

    /// <summary>The jobs that wait and never can run, as nobody knows their step; one sentence for each step.</summary>
    public IEnumerable<string> CheckJobs() =>
        Rows(Unfinished, new ColumnSet("name", "owningextensionid"))
            .Where(row => platform.Steps.Find(row.GetAttributeValue<EntityReference>("owningextensionid").Id) is null)
            .GroupBy(row => row.GetAttributeValue<EntityReference>("owningextensionid").Id)
            .Select(jobs => $"{jobs.Count().ToString(CultureInfo.InvariantCulture)} jobs wait for the step '{jobs.First().GetAttributeValue<string>("name")}' ({jobs.Key:D}), which is not registered.");

    // True when the job came to an end, well or badly. When the database itself refuses, the job still waits in it.
    private bool Try(QueuedJob job, bool early)
    {
        try
        {
            if (Starting is { } starting && JobAttempt.Find(platform, job.Id, early) is { } attempt)
            {
                starting(attempt);
            }

            return RunOne(job, early);
        }
        catch
        {
            _queue.Add(job);
            throw;
        }
    }

    private bool RunOne(QueuedJob job, bool early)
    {
        var startedOn = platform.UtcNow;
        OrganizationServiceFault? fault;
        using (var work = UnitOfWork.Begin(platform))
        {
            var row = platform.Store.Find(SystemJobs.Table, job.Id, JobColumns);
            if (!MayRun(row, job, early, startedOn))
            {
                return false;
            }

            platform.Store.Update(Change(job.Id, SystemJobs.Locked, SystemJobs.InProgress, ("startedon", startedOn), ("postponeuntil", null)));
            fault = RunStep(row);
            if (fault is null || RetryPolicy.StatusOf(fault) == OperationStatus.Succeeded)
            {
                Succeed(row, startedOn, fault);
                work.Commit();
                return true;
            }
        }

        return Fail(job, fault, startedOn);
    }

    private bool MayRun([NotNullWhen(true)] Entity? row, QueuedJob job, bool early, DateTime now)
    {
        // Deleted, canceled or run meanwhile.
        var state = row?.GetAttributeValue<OptionSetValue>("statecode").Value;
        if (row is null || state is not (SystemJobs.Ready or SystemJobs.Suspended))
        {
            return false;
        }

        var due = row.GetAttributeValue<DateTime?>("postponeuntil");
        if (due > now && !early)
        {
            _queue.Add(job, due.Value);
            return false;
        }

        // Suspended without an instant: until somebody resumes it.
        return state != SystemJobs.Suspended || due is not null;
    }

    [SuppressMessage("Design", "CA1031", Justification = "A job that fails, however it does, must not stop the others.")]
    private OrganizationServiceFault? RunStep(Entity row)
    {
        try
        {
            var step = platform.Steps.Find(row.GetAttributeValue<EntityReference>("owningextensionid").Id)
                ?? throw new InvalidOperationException("The step that this job belongs to is not registered any more. Import the solution that holds it, or delete the job.");
            PluginRunner.Run(platform, step.Instance, JobContext.Decode(platform, row.GetAttributeValue<string>("data"), step), step.Plugin.TypeName);
            return null;
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            return fault.Detail;
        }
        catch (Exception exception)
        {
            return new OrganizationServiceFault { ErrorCode = PluginFaults.UnexpectedError, Message = exception.Message };
        }
    }

    private void Succeed(Entity row, DateTime startedOn, OrganizationServiceFault? remark)
    {
        // Its own plug-in may have deleted it.
        if (!platform.Store.Exists(SystemJobs.Table, row.Id))
        {
            return;
        }

        var step = platform.Steps.Find(row.GetAttributeValue<EntityReference>("owningextensionid").Id);
        if (step is { DeletesSucceededJobs: true })
        {
            platform.Store.Delete(SystemJobs.Table, row.Id);
            return;
        }

        // What the job was to do is done; only what became of it is worth keeping.
        platform.Store.Update(Ended(row.Id, SystemJobs.Succeeded, startedOn, ("message", Storable(remark?.Message)), ("data", null)));
    }

    // True when the job is given up; false when it waits to be tried again.
    private bool Fail(QueuedJob job, OrganizationServiceFault fault, DateTime startedOn)
    {
        using var work = UnitOfWork.Begin(platform);
        var row = platform.Store.Find(SystemJobs.Table, job.Id, JobColumns)!;
        var retries = row.GetAttributeValue<int>("retrycount");
        var status = RetryPolicy.StatusOf(fault);
        (string, object?)[] error = [("message", Storable(fault.Message)), ("friendlymessage", Storable(fault.Message)), ("errorcode", fault.ErrorCode)];
        var ends = true;
        switch (status)
        {
            case OperationStatus.Retry when retries < RetryPolicy.MaximumRetries:
                platform.Store.Update(Change(job.Id, SystemJobs.Suspended, SystemJobs.Waiting,
                    [.. error, ("startedon", startedOn), ("retrycount", retries + 1), ("postponeuntil", platform.UtcNow + RetryPolicy.Delay(retries))]));
                work.Enqueue(job);
                ends = false;
                break;
            case OperationStatus.Suspended:
                platform.Store.Update(Change(job.Id, SystemJobs.Suspended, SystemJobs.Waiting, [.. error, ("startedon", startedOn), ("postponeuntil", null)]));
                ends = false;
                break;
            default:
                platform.Store.Update(Ended(job.Id, status == OperationStatus.Canceled ? SystemJobs.Canceled : SystemJobs.Failed, startedOn, error));
                break;
        }

        work.Commit();
        return ends;
    }

    private Entity Ended(Guid id, int status, DateTime startedOn, params ReadOnlySpan<(string Column, object? Value)> values)
    {
        var now = platform.UtcNow;
        return Change(id, SystemJobs.Completed, status,
            [.. values, ("startedon", startedOn), ("completedon", now), ("executiontimespan", Math.Max(0, (now - startedOn).TotalSeconds)), ("postponeuntil", null)]);
    }

    private Entity Change(Guid id, int state, int status, params ReadOnlySpan<(string Column, object? Value)> values)
    {
        var row = new Entity(SystemJobs.Table, id)
        {
            ["statecode"] = new OptionSetValue(state),
            ["statuscode"] = new OptionSetValue(status),
        };
        foreach (var (column, value) in values)
        {
            row[column] = value;
        }

        platform.Defaults.Stamp(platform.Catalog.Table(SystemJobs.Table), row);
        return row;
    }

    private bool Regards(Operation operation) =>
        operation.PrimaryEntityId != Guid.Empty && operation.TableName is not null
        && platform.Catalog.Table(SystemJobs.Table).Column("regardingobjectid").Targets.Contains(operation.TableName, StringComparer.Ordinal);

    // An error may hold anything; that it cannot be written down must not hide it, nor stop the other jobs.
    private static string? Storable(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(LongText.Begin(text)));

    private List<Entity> Rows(ConditionExpression which, ColumnSet columns)
    {
        var query = new QueryExpression(SystemJobs.Table) { ColumnSet = columns };
        query.Criteria.AddCondition(which);
        query.Criteria.AddCondition("data", ConditionOperator.NotNull);
        query.AddOrder("sequence", OrderType.Ascending);
        return platform.Every(query);
    }
}
