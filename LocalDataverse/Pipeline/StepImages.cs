using System;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Behaviors;
using Smarketing.LocalDataverse.Faults;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>The images steps asked for. A row is read once before and once after, however many steps want to see it.</summary>
internal sealed class StepImages(Platform platform)
{
    /// <summary>The row as it was before the main operation, once some later step will want it.</summary>
    public void Remember(StepPlan plan, Operation row)
    {
        if (row.PreRow is null && (AnyWanted(plan.After, row.Inputs) || (plan.Multiple is { } multiple && AnyWanted(multiple.After, null))))
        {
            ReadBefore(plan, row);
        }
    }

    public EntityImageCollection Before(StepDefinition step, StepPlan plan, Operation row)
    {
        var images = new EntityImageCollection();
        if (step.WantsPreImage && HasRowBefore(row))
        {
            if (row.PreRow is null)
            {
                ReadBefore(plan, row);
            }

            foreach (var image in step.Images)
            {
                if (image.IsPre && row.PreRow is not null)
                {
                    images[image.Alias] = Project(row.PreRow, image);
                }
            }
        }

        return images;
    }

    public EntityImageCollection After(StepDefinition step, StepPlan plan, Operation row, Stage stage)
    {
        var images = new EntityImageCollection();
        if (step.WantsPostImage && stage == Stage.PostOperation)
        {
            row.PostRow ??= PartyReader.Find(platform, row.TableName!, row.PrimaryEntityId, plan.PostImageColumns!);
            foreach (var image in step.Images)
            {
                if (image.IsPost && row.PostRow is not null)
                {
                    images[image.Alias] = Project(row.PostRow, image);
                }
            }
        }

        return images;
    }

    private static bool AnyWanted(StepDefinition[] steps, ParameterCollection? inputs)
    {
        foreach (var step in steps)
        {
            if (step.WantsPreImage && (inputs is null || step.Concerns(inputs)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasRowBefore(Operation operation) =>
        !string.Equals(operation.MessageName, "Create", StringComparison.Ordinal) && operation.PrimaryEntityId != Guid.Empty;

    private void ReadBefore(StepPlan plan, Operation operation)
    {
        if (HasRowBefore(operation) && plan.PreImageColumns is not null)
        {
            // As on the platform, a row that is not there is told before any step asks for its image.
            operation.PreRow = PartyReader.Find(platform, operation.TableName!, operation.PrimaryEntityId, plan.PreImageColumns)
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
