using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>An agreement begins as a draft with terms that make sense; an administrator may create it in force, and then it must be whole at once.</summary>
public sealed class GuardAgreementOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Agreement.EntityLogicalName).PreOperation()
        .InOrderTo("refuse an agreement whose terms cannot be, and publish the model of one in force");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var agreement = context.Target.ToEntity<Agreement>();
        AgreementGuard.RefuseTypedSignatures(context, null);
        AgreementGuard.CheckTerms(context.SystemService, agreement);
        // One that has expired works as well.
        if (agreement.StatusCode is AgreementStatus.InForce or AgreementStatus.Expired)
            AgreementGuard.Load(context, agreement);
        else if (agreement.StatusCode is not (null or AgreementStatus.Draft) && !AgreementGuard.IsByAdministrator(context))
            throw new RefusalException(AgreementTexts.StatusFollows(agreement.Name));
    }
}
