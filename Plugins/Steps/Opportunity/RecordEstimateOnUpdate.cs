using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>What an opportunity is estimated at goes into the pipeline whenever it is entered, and so does the lead it is said to come of.</summary>
public sealed class RecordEstimateOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Opportunity.EntityLogicalName).Filtering(PipelineOutcomes.Followed).PostOperation().Async()
        .InOrderTo("keep the pipeline at what its opportunities are estimated at");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        PipelineOutcomes.Follow(context.SystemService, context.Target.Id, context.Now);
}
