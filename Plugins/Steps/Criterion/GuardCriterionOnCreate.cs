using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A criterion that cannot be run is refused when it is written, not when a lead meets it.</summary>
public sealed class GuardCriterionOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Criterion.EntityLogicalName).PreOperation()
        .InOrderTo("refuse a criterion that cannot be run, or that is added to a published model");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        CriterionGuard.Check(context, context.Target.ToEntity<Criterion>());
}
