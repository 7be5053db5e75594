using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A draft stays sound, comes into force whole or not at all, and then stays as it was signed.</summary>
public sealed class GuardAgreementOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Agreement.EntityLogicalName).PreOperation().WithPreImage()
        .InOrderTo("refuse any change of an agreement in force, and publish the model of one that comes into force");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var before = context.PreImage.ToEntity<Agreement>();
        var after = Edits.After<Agreement>(context.Target, context.PreImage);
        if (!AgreementGuard.IsDraft(before))
        {
            var returns = after.StatusCode != before.StatusCode
                && after.StatusCode is null or AgreementStatus.Draft or AgreementStatus.InForce;
            if (returns || Edits.OfContent(context.Target, context.PreImage))
                throw new RefusalException(Messages.AgreementIsFrozen(before.Name));
            return;
        }

        AgreementGuard.CheckTerms(context.SystemService, after);
        if (after.StatusCode == AgreementStatus.InForce)
            AgreementGuard.ComeIntoForce(context, after);
    }
}
