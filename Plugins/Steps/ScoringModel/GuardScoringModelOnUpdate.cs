using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A draft stays sound, what is published is whole, and what was published stays as it is.</summary>
public sealed class GuardScoringModelOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(ScoringModel.EntityLogicalName).PreOperation().WithPreImage()
        .InOrderTo("refuse a broken scoring model, and any change of a published one");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var before = context.PreImage.ToEntity<ScoringModel>();
        var after = Edits.After<ScoringModel>(context.Target, context.PreImage);
        if (IsByHand(context, before, after))
            throw new RefusalException(AgreementTexts.ModelStatusFollows(before.Name));
        if (!ScoringModelGuard.IsDraft(before))
        {
            if (Edits.OfContent(context.Target, context.PreImage))
                throw new RefusalException(Messages.ModelIsFrozen(before.Name));
            if (ScoringModelGuard.IsDraft(after))
                throw new RefusalException(Messages.ModelCannotReturn(before.Name));
        }
        else if (after.StatusCode == ScoringModelStatus.Published)
        {
            ScoringModelGuard.CheckWhole(context.SystemService, after);
        }
        else if (Edits.OfContent(context.Target, context.PreImage))
        {
            ScoringModelGuard.CheckNumbers(after);
            AgreementSigning.TakeOff(context.SystemService, before.Id);
        }
    }

    // Its agreement publishes a model and supersedes it; whoever may write a draft may set it aside.
    private static bool IsByHand(StepContext context, ScoringModel before, ScoringModel after) =>
        after.StatusCode != before.StatusCode
        && (after.StatusCode == ScoringModelStatus.Published || before.StatusCode == ScoringModelStatus.Published)
        && context.CallingUser is not null && !AgreementGuard.IsByAdministrator(context);
}
