using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>An agreement that was in force is kept: past scores are recomputed from it.</summary>
public sealed class GuardAgreementOnDelete : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Delete(Agreement.EntityLogicalName).PreOperation()
        .WithPreImage(Agreement.Columns.Name, Agreement.Columns.StatusCode)
        .InOrderTo("refuse to delete an agreement that was in force");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var agreement = context.PreImage.ToEntity<Agreement>();
        if (!AgreementRow.Life(agreement).IsDraft)
            throw new RefusalException(Messages.AgreementIsFrozen(agreement.Name));
    }
}
