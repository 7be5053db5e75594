using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A hand-off counts for its campaign; one that comes answered tells its answer.</summary>
public sealed class RecordHandoffOutcomeOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Handoff.EntityLogicalName).PostOperation().Async().WithPostImage()
        .InOrderTo("count a new hand-off for its campaign, and keep its answer when it comes with one");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        HandoffOutcomes.Record(context.SystemService, null, context.PostImage, context.Now);
}
