using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A new hand-off says from the start when its promises fall due.</summary>
public sealed class StartClocksOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Handoff.EntityLogicalName).PreOperation()
        .InOrderTo("say when the promises about a new hand-off fall due");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        HandoffClock.OnCreate(context.SystemService, context.Target, context.Now);
}
