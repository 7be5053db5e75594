using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A promise that was kept after all is no longer complained of.</summary>
public sealed class HealAlertsOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Handoff.EntityLogicalName)
        .Filtering(
            Handoff.Columns.OwnerId, Handoff.Columns.StatusCode, Handoff.Columns.PairId, Handoff.Columns.AnsweredOn, Handoff.Columns.FirstTouchOn, Handoff.Columns.FollowedUpOn, Handoff.Columns.DispositionOn)
        .PostOperation().Async()
        .InOrderTo("heal the alerts about promises that were kept or need no keeping any more");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        if (HandoffRow.Find(context.SystemService, context.Target.Id) is { } handoff)
            HandoffAlerts.HealKept(context.SystemService, handoff, context.Now);
    }
}
