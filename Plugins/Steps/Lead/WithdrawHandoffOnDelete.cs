using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A hand-off whose lead is erased is withdrawn, while it still knows whose it was.</summary>
public sealed class WithdrawHandoffOnDelete : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Delete(Lead.EntityLogicalName).PreOperation()
        .InOrderTo("withdraw the open hand-off of a lead that is erased");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        HandoffLife.LeadGoes(context.SystemService, context.TargetReference.Id, context.Now);
}
