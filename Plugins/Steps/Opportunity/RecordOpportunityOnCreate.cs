using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>An opportunity that came of a lead is an outcome, and its estimate is attributed.</summary>
public sealed class RecordOpportunityOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Opportunity.EntityLogicalName).PostOperation().Async()
        .InOrderTo("keep that a lead became an opportunity, and share its estimate among campaigns and content");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        PipelineOutcomes.Follow(context.SystemService, context.Target.Id, context.Now);
}
