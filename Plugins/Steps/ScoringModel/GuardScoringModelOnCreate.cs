using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A scoring model begins as a draft whose numbers make sense.</summary>
public sealed class GuardScoringModelOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(ScoringModel.EntityLogicalName).PreOperation()
        .InOrderTo("refuse a scoring model whose weights, bands or caps cannot be");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var model = context.Target.ToEntity<ScoringModel>();
        if (!ScoringModelGuard.IsDraft(model))
            throw new RefusalException(Messages.ModelIsNew(model.Name));
        ScoringModelGuard.CheckNumbers(model);
    }
}
