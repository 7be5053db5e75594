using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A decision that is said later to open a draft of the next agreement opens it.</summary>
public sealed class CarryOutDecisionOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Decision.EntityLogicalName).Filtering(Decision.Columns.OpensDraft).PostOperation().Async()
        .InOrderTo("open a draft of the next agreement where a decision now says so");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => DecisionWriter.CarryOut(context.SystemService, context.Target.Id);
}
