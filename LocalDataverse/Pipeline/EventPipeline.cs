using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Messages;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>
/// Takes the rows of one request through their stages: pre-validation outside the transaction (unless the caller is inside
/// one), then pre-operation, the main operation and post-operation inside it; asynchronous steps are written to the outbox in
/// the same transaction and run after it is committed. In each stage the steps of the single message run row by row, then
/// those of its bulk message once for all rows.
/// </summary>
internal sealed class EventPipeline(Platform platform)
{
    private readonly StepImages _images = new(platform);

    /// <summary>Runs a message on one row.</summary>
    public void Run(Operation operation, EventMessage message)
    {
        var plan = Plan(operation);
        if (plan.IsEmpty && message.IsReadOnly)
        {
            message.Authorize(platform, operation);
            message.Main(platform, operation);
            return;
        }

        Run(plan, new ReadOnlySpan<Operation>(in operation), message);
    }

    /// <summary>Runs a message on several rows of one table, at least one, in one transaction.</summary>
    public void Run(Operation[] rows, EventMessage message) => Run(Plan(rows[0]), rows, message);

    private StepPlan Plan(Operation operation)
    {
        platform.Live.SettleSteps();
        var plan = platform.Steps.Plan(operation.MessageName, operation.TableName);
        if (plan.IsEmpty)
        {
            return plan;
        }

        var left = Bypass.Apply(plan, operation.Inputs);
        if (!ReferenceEquals(left, plan))
        {
            platform.Access.RequirePrivilege(operation.UserId, Bypass.PrivilegeFor(operation.Inputs));
        }

        return left;
    }

    private void Run(StepPlan plan, ReadOnlySpan<Operation> rows, EventMessage message)
    {
        var batch = plan.Multiple is null ? null : Batch.Of(rows);
        RunSteps(plan, Stage.PreValidation, rows, batch);
        foreach (var row in rows)
        {
            message.Authorize(platform, row);
        }

        if (rows[0].Work is not null)
        {
            RunParts(plan, rows, batch, message);
            return;
        }

        using var work = UnitOfWork.Begin(platform);
        foreach (var row in rows)
        {
            row.Work = work;
        }

        if (batch is not null)
        {
            batch.Operation.Work = work;
        }

        RunParts(plan, rows, batch, message);
        work.Commit();
    }

    private void RunParts(StepPlan plan, ReadOnlySpan<Operation> rows, Batch? batch, EventMessage message)
    {
        Operation[][]? parts = null;
        for (var i = 0; i < rows.Length; i++)
        {
            if (message.Split(platform, rows[i]) is { Length: > 0 } split)
            {
                (parts ??= new Operation[rows.Length][])[i] = split;
            }
        }

        if (parts is null)
        {
            RunInside(plan, rows, batch, message);
            return;
        }

        // The first part of each row, then the second of those that have one, and so on.
        for (var i = 0; i < rows.Length; i++)
        {
            parts[i] ??= [rows[i]];
        }

        for (var round = 0; parts.Any(p => p.Length > round); round++)
        {
            RunInside(plan, parts.Where(p => p.Length > round).Select(p => p[round]).ToArray(), batch?.Part(), message);
        }
    }

    private void RunInside(StepPlan plan, ReadOnlySpan<Operation> rows, Batch? batch, EventMessage message)
    {
        foreach (var row in rows)
        {
            message.BeforePreOperation(platform, row);
        }

        RunSteps(plan, Stage.PreOperation, rows, batch);
        foreach (var row in rows)
        {
            if (plan.PreImageColumns is not null)
            {
                _images.Remember(plan, row);
            }

            message.Main(platform, row);
        }

        if (batch is not null)
        {
            Answer(batch.Operation, rows);
        }

        RunSteps(plan, Stage.PostOperation, rows, batch);
        Enqueue(plan, rows, batch);
    }

    // Filtering columns are looked at just before each step, because the step before may have changed the Target.
    private void RunSteps(StepPlan plan, Stage stage, ReadOnlySpan<Operation> rows, Batch? batch)
    {
        var steps = plan.In(stage);
        if (steps.Length > 0)
        {
            foreach (var row in rows)
            {
                foreach (var step in steps)
                {
                    if (step.Concerns(row.Inputs))
                    {
                        PluginRunner.Run(platform, step.Instance, Context(step, stage, isAsync: false, plan, row), step.Plugin.TypeName);
                    }
                }
            }
        }

        if (batch is null || plan.Multiple!.In(stage) is not { Length: > 0 } bulkSteps)
        {
            return;
        }

        batch.Gather(rows);
        foreach (var step in bulkSteps)
        {
            if (step.Concerns(batch.Operation.Inputs))
            {
                PluginRunner.Run(platform, step.Instance, Context(step, stage, isAsync: false, plan, rows, batch), step.Plugin.TypeName);
                batch.Spread(rows);
            }
        }
    }

    private void Enqueue(StepPlan plan, ReadOnlySpan<Operation> rows, Batch? batch)
    {
        if (plan.Async.Length > 0)
        {
            foreach (var row in rows)
            {
                foreach (var step in plan.Async)
                {
                    if (step.Concerns(row.Inputs))
                    {
                        row.Work!.Enqueue(platform.Outbox.Write(Context(step, Stage.PostOperation, isAsync: true, plan, row)));
                    }
                }
            }
        }

        if (batch is null || plan.Multiple!.Async.Length == 0)
        {
            return;
        }

        batch.Gather(rows);
        foreach (var step in plan.Multiple.Async)
        {
            if (step.Concerns(batch.Operation.Inputs))
            {
                rows[0].Work!.Enqueue(platform.Outbox.Write(Context(step, Stage.PostOperation, isAsync: true, plan, rows, batch)));
            }
        }
    }

    private PluginContext Context(StepDefinition step, Stage stage, bool isAsync, StepPlan plan, Operation row) =>
        step.Images.Count == 0
            ? new PluginContext(platform, row, step, stage, isAsync)
            : new PluginContext(platform, row, step, stage, isAsync)
            {
                PreEntityImages = _images.Before(step, plan, row),
                PostEntityImages = _images.After(step, plan, row, stage),
            };

    private PluginContext Context(StepDefinition step, Stage stage, bool isAsync, StepPlan plan, ReadOnlySpan<Operation> rows, Batch batch)
    {
        var before = new EntityImageCollection[rows.Length];
        var after = new EntityImageCollection[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            before[i] = _images.Before(step, plan, rows[i]);
            after[i] = _images.After(step, plan, rows[i], stage);
        }

        return new PluginContext(platform, batch.Operation, step, stage, isAsync)
        {
            PreEntityImagesCollection = before,
            PostEntityImagesCollection = after,
        };
    }

    private static void Answer(Operation bulk, ReadOnlySpan<Operation> rows)
    {
        if (!string.Equals(bulk.MessageName, "CreateMultiple", StringComparison.Ordinal))
        {
            return;
        }

        var ids = new Guid[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            ids[i] = rows[i].PrimaryEntityId;
        }

        bulk.Outputs["Ids"] = ids;
    }
}
