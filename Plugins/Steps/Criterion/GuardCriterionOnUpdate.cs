using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A criterion stays one that can be run, and one that is published stays as it is.</summary>
public sealed class GuardCriterionOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Criterion.EntityLogicalName).PreOperation().WithPreImage()
        .InOrderTo("refuse a criterion that cannot be run, or whose model is published");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var before = context.PreImage;
        if (!Edits.OfContent(context.Target, before) && !Edits.OfState(context.Target, before))
            return;
        var was = before.ToEntity<Criterion>();
        if (was.ScoringModelId is { } model)
            CriterionGuard.BeginEdit(context, was.Name, model.Id);
        CriterionGuard.Check(context, Edits.After<Criterion>(context.Target, before));
    }
}
