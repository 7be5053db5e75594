using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A lead disqualified is an outcome.</summary>
public sealed class RecordDisqualificationOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Lead.EntityLogicalName).Filtering(LeadOutcomes.State).PostOperation().Async()
        .WithPreImage(LeadOutcomes.Needed).WithPostImage(LeadOutcomes.Needed)
        .InOrderTo("keep that a lead was disqualified, and why");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        LeadOutcomes.Disqualified(context.SystemService, context.PreImage, context.PostImage, context.Now);
}
