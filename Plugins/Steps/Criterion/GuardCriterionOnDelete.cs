using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A criterion of a published model cannot be taken out of it.</summary>
public sealed class GuardCriterionOnDelete : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Delete(Criterion.EntityLogicalName).PreOperation()
        .WithPreImage(Criterion.Columns.Name, Criterion.Columns.ScoringModelId)
        .InOrderTo("refuse to take a criterion out of a published model");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var criterion = context.PreImage.ToEntity<Criterion>();
        if (criterion.ScoringModelId is { } model)
            CriterionGuard.BeginEdit(context, criterion.Name, model.Id);
    }
}
