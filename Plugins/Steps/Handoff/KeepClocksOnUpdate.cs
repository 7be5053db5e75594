using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>Whatever happens to a hand-off, it goes on saying when its promises fall due and when to look again.</summary>
public sealed class KeepClocksOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Handoff.EntityLogicalName)
        .Filtering(
            Handoff.Columns.OwnerId, Handoff.Columns.StateCode, Handoff.Columns.StatusCode, Handoff.Columns.PairId, Handoff.Columns.AgreementId, Handoff.Columns.StartedOn,
            Handoff.Columns.ContractStartedOn, Handoff.Columns.AnsweredOn, Handoff.Columns.FirstTouchOn, Handoff.Columns.FollowedUpOn,
            Handoff.Columns.DispositionOn, Handoff.Columns.EscalatedOn, Handoff.Columns.NextCheckOn)
        .PreOperation().Order(20)
        .WithPreImage(HandoffRow.Columns)
        .InOrderTo("keep the due dates of a hand-off and the moment to look at it again");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        HandoffClock.OnUpdate(context.SystemService, context.Target, context.PreImage, context.Now);
}
