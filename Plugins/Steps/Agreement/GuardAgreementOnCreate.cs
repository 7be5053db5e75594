using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>An agreement begins with terms that make sense; created in force, it must be whole at once.</summary>
public sealed class GuardAgreementOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Agreement.EntityLogicalName).PreOperation()
        .InOrderTo("refuse an agreement whose terms cannot be, and publish the model of one in force");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var agreement = context.Target.ToEntity<Agreement>();
        AgreementGuard.CheckTerms(context.SystemService, agreement);
        if (agreement.StatusCode == AgreementStatus.InForce)
            AgreementGuard.ComeIntoForce(context, agreement);
    }
}
