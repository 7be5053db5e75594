using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>Status and clocks of a hand-off are not written by hand.</summary>
public sealed class GuardHandoffOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Handoff.EntityLogicalName)
        .Filtering(HandoffGuard.Columns)
        .PreOperation()
        .WithPreImage()
        .InOrderTo("refuse edits by hand of a hand-off's status and clocks");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        HandoffGuard.Check(context.SystemService, context.Target, context.PreImage, context.Depth, context.UserId);
}
