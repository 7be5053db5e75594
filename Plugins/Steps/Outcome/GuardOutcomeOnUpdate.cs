using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>An outcome stays as it was written; only the erasure of what it points to takes the link out.</summary>
public sealed class GuardOutcomeOnUpdate : Step
{
    // Asked for by the product or the platform while it does something else, such as deleting a lead; a user's own update has depth 1.
    private const int Within = 2;

    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Outcome.EntityLogicalName).PreOperation().WithPreImage(Outcome.Columns.Name)
        .InOrderTo("refuse to change what became of a lead");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        if (context.Depth < Within || !OutcomeGuard.OnlyErases(context.Target))
            throw new RefusalException(ClosedLoopTexts.OutcomesStay(context.PreImage.ToEntity<Outcome>().Name));
    }
}
