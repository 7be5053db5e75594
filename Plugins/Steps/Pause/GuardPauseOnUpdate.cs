using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A pause ends after it begins, says why, and stops the clocks of an open hand-off.</summary>
public sealed class GuardPauseOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Pause.EntityLogicalName).PreOperation()
        .WithPreImage()
        .InOrderTo("refuse a pause that no clock could take");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        PauseGuard.Check(context.SystemService, Edits.After<Pause>(context.Target, context.PreImage));
}
