using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>An opportunity that is deleted takes back what was counted for it; before, since its outcomes lose it then.</summary>
public sealed class ForgetOpportunityOnDelete : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Delete(Opportunity.EntityLogicalName).PreOperation()
        .InOrderTo("take back what was counted and attributed for an opportunity that is deleted");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        OpportunityOutcomes.Deleted(context.SystemService, context.TargetReference.Id, context.Now);
}
