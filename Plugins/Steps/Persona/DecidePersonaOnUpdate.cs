using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A lead about whose buyer something else is known gets the persona it resembles now.</summary>
public sealed class DecidePersonaOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Lead.EntityLogicalName).Filtering(PersonaColumns.Followed).PostOperation().Async()
        .InOrderTo("write the buyer persona that a changed lead resembles");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => PersonaReader.Decide(context.SystemService, context.Target.Id, context.Now);
}
