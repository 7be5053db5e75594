using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A pause that is taken back gives its time back to the clocks.</summary>
public sealed class ReadClocksOnPauseDelete : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Delete(Pause.EntityLogicalName).PostOperation().Async()
        .WithPreImage(Pause.Columns.HandoffId)
        .InOrderTo("move the due dates of a hand-off back when a pause is deleted");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        PauseGuard.ReadAnew(context.SystemService, context.PreImage.ToEntity<Pause>().HandoffId, context.Now);
}
