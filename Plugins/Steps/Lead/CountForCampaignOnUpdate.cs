using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A lead that changes its campaign or becomes an MQL anew changes figures.</summary>
public sealed class CountForCampaignOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Lead.EntityLogicalName).Filtering(LeadOutcomes.Counted).PostOperation().Async()
        .WithPreImage(LeadOutcomes.Counted).WithPostImage(LeadOutcomes.Counted)
        .InOrderTo("let campaigns be computed anew when a lead changes its campaign or its cycle");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        LeadOutcomes.Count(context.SystemService, context.PreImage, context.PostImage, context.Now);
}
