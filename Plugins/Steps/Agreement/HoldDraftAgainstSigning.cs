using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>
/// A signature and a change at the same moment: the change was checked against the row as it was before the signature. Once the change is
/// written no signature can pass it any more, so the row is looked at again.
/// </summary>
public sealed class HoldDraftAgainstSigning : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Agreement.EntityLogicalName).PostOperation().WithPreImage()
        .InOrderTo("refuse a change of a draft that was signed in the same moment");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var before = context.PreImage.ToEntity<Agreement>();
        if (!AgreementRow.Life(before).IsDraft
            || !Edits.OfContent(context.Target, context.PreImage)
            || context.IsInside(SignAgreementMessage.Name, before.Id)
            || Edits.After<Agreement>(context.Target, context.PreImage).StatusCode == AgreementStatus.InForce)
        {
            return;
        }

        var now = AgreementReader.Read(context.SystemService, before.Id);
        if (AgreementRow.Life(now) is { Marketing: not null } or { Sales: not null } || now.StatusCode == AgreementStatus.InForce)
            throw new RefusalException(AgreementTexts.SignedMeanwhile(before.Name));
    }
}
