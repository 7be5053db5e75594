using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>An outcome is never deleted.</summary>
public sealed class GuardOutcomeOnDelete : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Delete(Outcome.EntityLogicalName).PreOperation().WithPreImage(Outcome.Columns.Name)
        .InOrderTo("refuse to delete what became of a lead");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        throw new RefusalException(ClosedLoopTexts.OutcomesStay(context.PreImage.ToEntity<Outcome>().Name));
}
