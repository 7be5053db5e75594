using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>What sales answers, and the first touch, become outcomes.</summary>
public sealed class RecordHandoffOutcomeOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Handoff.EntityLogicalName).Filtering(HandoffOutcomes.Telling).PostOperation().Async()
        .WithPreImage(HandoffOutcomes.Before).WithPostImage()
        .InOrderTo("keep that a lead was accepted, rejected, contacted or recycled");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        HandoffOutcomes.Record(context.SystemService, context.PreImage, context.PostImage, context.Now);
}
