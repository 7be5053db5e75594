using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A lead that is deleted leaves figures behind and nothing that speaks of a person.</summary>
public sealed class EraseLeadOnDelete : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Delete(Lead.EntityLogicalName).PreOperation().Order(20)
        .WithPreImage(LeadErasure.Needed)
        .InOrderTo("take what was written about a person out of outcomes, hand-offs and feedback before the lead is deleted");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => LeadErasure.Erase(
        context.SystemService, context.PreImage, AgreementReader.InForce(context.SystemService)?.Language ?? Languages.English, context.Now);
}
