using Smarketing.Crm.Dataverse.Sweep;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A task of the sweep that has failed once more is run piece by piece, outside the transaction that it would hold up.</summary>
public sealed class SweepCarefullyOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Alert.EntityLogicalName).Filtering(Alert.Columns.RaisedOn).PostOperation().Async()
        .WithPostImage(Alert.Columns.Kind, Alert.Columns.Key)
        .InOrderTo("run a task of the sweep that has failed piece by piece");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => CarefulSweep.CarryOut(context.Sweep(), context.PostImage.ToEntity<Alert>());
}
