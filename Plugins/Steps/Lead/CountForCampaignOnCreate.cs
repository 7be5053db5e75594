using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A new lead counts for its campaign.</summary>
public sealed class CountForCampaignOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Lead.EntityLogicalName).PostOperation().Async().WithPostImage(LeadOutcomes.Counted)
        .InOrderTo("let a campaign be computed anew when a lead comes of it");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        LeadOutcomes.Count(context.SystemService, null, context.PostImage, context.Now);
}
