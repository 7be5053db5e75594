using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A persona begins with conditions that can be run.</summary>
public sealed class GuardPersonaOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Persona.EntityLogicalName).PreOperation()
        .InOrderTo("refuse a persona whose conditions cannot be run");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => PersonaGuard.Check(context, context.Target.ToEntity<Persona>());
}
