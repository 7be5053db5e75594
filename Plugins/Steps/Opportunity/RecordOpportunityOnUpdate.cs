using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>An opportunity won or lost is an outcome, and its revenue is attributed; opened again, both are taken back. Linked to its lead only now, it is one that opened.</summary>
public sealed class RecordOpportunityOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Opportunity.EntityLogicalName).Filtering(OpportunityOutcomes.State, OpportunityOutcomes.Lead).PostOperation().Async()
        .WithPreImage(OpportunityOutcomes.State, OpportunityOutcomes.Lead).WithPostImage(OpportunityOutcomes.After)
        .InOrderTo("keep that an opportunity was won or lost, share its revenue, and take both back when it is opened again");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        if (!context.PreImage.Contains(OpportunityOutcomes.Lead) && context.PostImage.Contains(OpportunityOutcomes.Lead))
            OpportunityOutcomes.Opened(context.SystemService, context.PostImage, context.Now);
        OpportunityOutcomes.StateChanged(context.SystemService, context.PreImage, context.PostImage, context.Now);
    }
}
