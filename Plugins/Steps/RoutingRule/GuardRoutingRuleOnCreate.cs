using Smarketing.Crm.Dataverse.Routing;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A routing rule that cannot be run is refused when it is written, not when a lead meets it.</summary>
public sealed class GuardRoutingRuleOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(RoutingRule.EntityLogicalName).PreOperation()
        .InOrderTo("refuse a rule that could never match or leads nowhere");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => RoutingGuard.Check(context.SystemService, context.Target.ToEntity<RoutingRule>());
}
