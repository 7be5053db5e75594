using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Crm.Domain.Agreements;

namespace Smarketing.Crm.Steps;

/// <summary>A draft stays sound and loses its signatures when it changes; it comes into force whole or not at all, and then stays as it was signed.</summary>
public sealed class GuardAgreementOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Agreement.EntityLogicalName).PreOperation().WithPreImage()
        .InOrderTo("take signatures off a changed draft, refuse any change of an agreement in force, and publish the model of one that comes into force");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var before = context.PreImage.ToEntity<Agreement>();
        var after = Edits.After<Agreement>(context.Target, context.PreImage);
        if (Edits.ClosesWithoutStatus(context.Target, context.PreImage))
            after.StatusCode = AgreementStatus.Superseded;
        var isSigning = context.IsInside(SignAgreementMessage.Name, before.Id);
        if (!isSigning)
            AgreementGuard.RefuseTypedSignatures(context, context.PreImage);

        if (AgreementRow.Life(before).IsDraft)
            ChangeDraft(context, before, after, isSigning);
        else
            KeepFrozen(context, before, after);
    }

    private static void ChangeDraft(StepContext context, Agreement before, Agreement after, bool isSigning)
    {
        var isEdited = Edits.OfContent(context.Target, context.PreImage);
        if (!isEdited && !Edits.OfState(context.Target, context.PreImage) && after.StatusCode == before.StatusCode)
            return;
        AgreementGuard.CheckTerms(context.SystemService, after);
        if (isSigning)
            AgreementGuard.CheckSignable(context, after);
        else if (isEdited)
            Edit(context, before);

        if (after.StatusCode == AgreementStatus.InForce && isSigning)
            AgreementGuard.ComeIntoForce(context, after);
        // Whoever may write a draft may set it aside; one that has expired works, and comes into force as others do.
        else if (after.StatusCode is AgreementStatus.InForce or AgreementStatus.Expired)
            AgreementGuard.Load(context, after);
    }

    private static void Edit(StepContext context, Agreement before)
    {
        var decision = AgreementMachine.Decide(AgreementRow.Life(before), new AgreementEvent.Edited());
        foreach (var effect in decision.Effects)
        {
            if (effect != AgreementEffect.LoseSignatures)
                continue;
            foreach (var column in AgreementRow.Signatures)
                context.Target[column] = null;
        }
    }

    private static void KeepFrozen(StepContext context, Agreement before, Agreement after)
    {
        if (Edits.OfContent(context.Target, context.PreImage))
            throw new RefusalException(Messages.AgreementIsFrozen(before.Name));
        if (after.StatusCode == before.StatusCode)
            return;
        var byProduct = after.StatusCode switch
        {
            // By the one that comes into force in its place.
            AgreementStatus.Superseded => context.IsInside(SignAgreementMessage.Name),
            AgreementStatus.Expired when before.StatusCode == AgreementStatus.InForce => context.IsInside(RunSweepMessage.Name),
            _ => throw new RefusalException(Messages.AgreementIsFrozen(before.Name)),
        };
        if (!byProduct && !AgreementGuard.IsByAdministrator(context))
            throw new RefusalException(AgreementTexts.StatusFollows(before.Name));
    }
}
