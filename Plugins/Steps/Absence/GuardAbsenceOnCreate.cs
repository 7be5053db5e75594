using Smarketing.Crm.Dataverse.Routing;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>An absence has a beginning and an end, in that order, and is nobody else's.</summary>
public sealed class GuardAbsenceOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Absence.EntityLogicalName).PreOperation()
        .InOrderTo("refuse an absence that ends before it begins");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => RoutingGuard.Check(
        context.SystemService, context.Target.ToEntity<Absence>(), context.CallingUser);
}
