using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A new lead gets the persona it resembles.</summary>
public sealed class DecidePersonaOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Lead.EntityLogicalName).PostOperation().Async()
        .InOrderTo("write the buyer persona that a new lead resembles");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => PersonaReader.Decide(context.SystemService, context.Target.Id, context.Now);
}
