using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>An opportunity won or lost is an outcome, and its revenue is attributed; opened again, both are taken back.</summary>
public sealed class RecordOpportunityOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Opportunity.EntityLogicalName).Filtering(OpportunityOutcomes.State).PostOperation().Async()
        .WithPreImage(OpportunityOutcomes.State).WithPostImage(OpportunityOutcomes.After)
        .InOrderTo("keep that an opportunity was won or lost, share its revenue, and take both back when it is opened again");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        OpportunityOutcomes.StateChanged(context.SystemService, context.PreImage, context.PostImage, context.Now);
}
