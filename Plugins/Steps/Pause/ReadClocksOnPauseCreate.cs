using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A pause moves the due dates of its hand-off.</summary>
public sealed class ReadClocksOnPauseCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Pause.EntityLogicalName).PostOperation().Async()
        .WithPostImage(Pause.Columns.HandoffId)
        .InOrderTo("move the due dates of a hand-off by its pauses");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        PauseGuard.ReadAnew(context.SystemService, context.PostImage.ToEntity<Pause>().HandoffId, context.Now);
}
