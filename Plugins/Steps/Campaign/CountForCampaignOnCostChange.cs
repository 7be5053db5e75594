using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>What a campaign cost changes its return.</summary>
public sealed class CountForCampaignOnCostChange : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Campaign.EntityLogicalName).Filtering(CampaignMarks.Costs).PostOperation().Async()
        .InOrderTo("compute a campaign anew when its costs change");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        CampaignMarks.ToCompute(context.SystemService, context.Target.Id, context.Now);
}
