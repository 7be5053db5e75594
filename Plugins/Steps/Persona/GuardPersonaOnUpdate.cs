using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A persona keeps conditions that can be run.</summary>
public sealed class GuardPersonaOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Persona.EntityLogicalName).Filtering(Persona.Columns.Conditions)
        .PreOperation().WithPreImage(Persona.Columns.Name, Persona.Columns.Conditions)
        .InOrderTo("refuse conditions of a persona that cannot be run");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        PersonaGuard.Check(context, Edits.After<Persona>(context.Target, context.PreImage));
}
