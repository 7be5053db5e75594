using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A lead that was qualified, disqualified, merged or put off brings its hand-off along.</summary>
public sealed class FollowLeadOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Lead.EntityLogicalName)
        .Filtering(TouchReader.State, Lead.Columns.RecycleOn)
        .PostOperation().Async().Order(10)
        .InOrderTo("bring the hand-off along when its lead is qualified, disqualified, merged or put off");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        HandoffLife.LeadChanged(context.SystemService, context.Target.Id, context.Now);
}
