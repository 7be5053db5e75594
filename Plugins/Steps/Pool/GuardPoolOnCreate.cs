using Smarketing.Crm.Dataverse.Routing;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A pool says how it chooses.</summary>
public sealed class GuardPoolOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Pool.EntityLogicalName).PreOperation()
        .InOrderTo("refuse a pool that does not say how it chooses");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => RoutingGuard.Check(context.Target.ToEntity<Pool>());
}
