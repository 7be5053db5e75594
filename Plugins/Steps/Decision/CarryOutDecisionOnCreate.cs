using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>What a review decided becomes a task for its owner and, where it says so, opens a draft of the next agreement.</summary>
public sealed class CarryOutDecisionOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Decision.EntityLogicalName).PostOperation().Async()
        .InOrderTo("make a task of a decision, and open a draft of the next agreement where it says so");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => DecisionWriter.CarryOut(context.SystemService, context.Target.Id);
}
