using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A model that was published is kept: past scores are recomputed from it.</summary>
public sealed class GuardScoringModelOnDelete : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Delete(ScoringModel.EntityLogicalName).PreOperation()
        .WithPreImage(ScoringModel.Columns.Name, ScoringModel.Columns.StatusCode)
        .InOrderTo("refuse to delete a scoring model that was published");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var model = context.PreImage.ToEntity<ScoringModel>();
        if (!ScoringModelGuard.IsDraft(model))
            throw new RefusalException(Messages.ModelIsFrozen(model.Name));
    }
}
