using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Messages;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>
/// Takes one message through its stages: pre-validation outside the transaction (unless the caller is inside one), then
/// pre-operation, the main operation and post-operation inside it; asynchronous steps are written to the outbox in the
/// same transaction and run after it is committed.
/// </summary>
internal sealed class EventPipeline(Platform platform)
{
    public void Run(Operation operation, EventMessage message)
    {
        var plan = platform.Steps.Plan(operation.MessageName, operation.TableName);
        if (plan.IsEmpty && message.IsReadOnly)
        {
            message.Main(platform, operation);
            return;
        }

        RunSteps(plan.PreValidation, Stage.PreValidation, plan, operation);
        if (operation.Work is not null)
        {
            RunParts(plan, operation, message);
            return;
        }

        using var work = UnitOfWork.Begin(platform);
        operation.Work = work;
        RunParts(plan, operation, message);
        work.Commit();
    }

    private void RunParts(StepPlan plan, Operation operation, EventMessage message)
    {
        var parts = message.Split(platform, operation);
        if (parts.Length == 0)
        {
            RunInside(plan, operation, message);
            return;
        }

        foreach (var part in parts)
        {
            RunInside(plan, part, message);
        }
    }

    private void RunInside(StepPlan plan, Operation operation, EventMessage message)
    {
        message.BeforePreOperation(platform, operation);
        RunSteps(plan.PreOperation, Stage.PreOperation, plan, operation);
        if (plan.PreImageColumns is not null && operation.PreRow is null && AnyConcerned(plan.After, operation))
        {
            ReadPreRow(plan, operation);
        }

        message.Main(platform, operation);
        RunSteps(plan.PostOperation, Stage.PostOperation, plan, operation);
        foreach (var step in plan.Async)
        {
            if (step.Concerns(operation.Inputs))
            {
                operation.Work!.Enqueue(platform.Outbox.Write(Context(step, Stage.PostOperation, isAsync: true, plan, operation)));
            }
        }
    }

    private static bool AnyConcerned(StepDefinition[] steps, Operation operation)
    {
        foreach (var step in steps)
        {
            if (step.WantsPreImage && step.Concerns(operation.Inputs))
            {
                return true;
            }
        }

        return false;
    }

    // Filtering columns are looked at just before each step, because the step before may have changed the Target.
    private void RunSteps(StepDefinition[] steps, Stage stage, StepPlan plan, Operation operation)
    {
        foreach (var step in steps)
        {
            if (step.Concerns(operation.Inputs))
            {
                PluginRunner.Run(platform, step.Instance, Context(step, stage, isAsync: false, plan, operation), step.Plugin.TypeName);
            }
        }
    }

    private PluginContext Context(StepDefinition step, Stage stage, bool isAsync, StepPlan plan, Operation operation)
    {
        if (step.Images.Count == 0)
        {
            return new PluginContext(platform, operation, step, stage, isAsync);
        }

        var pre = new EntityImageCollection();
        var post = new EntityImageCollection();
        foreach (var image in step.Images)
        {
            if (image.IsPre && HasRowBefore(operation))
            {
                if (operation.PreRow is null)
                {
                    ReadPreRow(plan, operation);
                }

                if (operation.PreRow is not null)
                {
                    pre[image.Alias] = Project(operation.PreRow, image);
                }
            }

            if (image.IsPost && stage == Stage.PostOperation)
            {
                operation.PostRow ??= platform.Store.Find(operation.TableName!, operation.PrimaryEntityId, plan.PostImageColumns!);
                if (operation.PostRow is not null)
                {
                    post[image.Alias] = Project(operation.PostRow, image);
                }
            }
        }

        return new PluginContext(platform, operation, step, stage, isAsync) { PreEntityImages = pre, PostEntityImages = post };
    }

    private static bool HasRowBefore(Operation operation) =>
        !string.Equals(operation.MessageName, "Create", StringComparison.Ordinal) && operation.PrimaryEntityId != Guid.Empty;

    private void ReadPreRow(StepPlan plan, Operation operation)
    {
        if (HasRowBefore(operation) && plan.PreImageColumns is not null)
        {
            // As on the platform, a row that is not there is told before any step asks for its image.
            operation.PreRow = platform.Store.Find(operation.TableName!, operation.PrimaryEntityId, plan.PreImageColumns)
                ?? throw Fault.RowDoesNotExist(operation.TableName!, operation.PrimaryEntityId);
        }
    }

    // Each image is its own copy: a plug-in that changes it must not be seen by the next one.
    private Entity Project(Entity row, ImageDefinition image)
    {
        if (image.Columns is null)
        {
            return Copies.Of(row);
        }

        var projected = new Entity(row.LogicalName, row.Id);
        var id = platform.Catalog.Table(row.LogicalName).PrimaryId;
        if (row.Attributes.TryGetValue(id, out var idValue))
        {
            projected[id] = idValue;
        }

        foreach (var column in image.Columns)
        {
            if (row.Attributes.TryGetValue(column, out var value))
            {
                projected[column] = Copies.OfValue(value);
            }
        }

        return projected;
    }
}
