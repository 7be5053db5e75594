using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Routing;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A routing rule that cannot be run is refused when it is written, not when a lead meets it.</summary>
public sealed class GuardRoutingRuleOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(RoutingRule.EntityLogicalName)
        .Filtering(RoutingRule.Columns.Order, RoutingRule.Columns.Conditions, RoutingRule.Columns.PoolId)
        .PreOperation()
        .WithPreImage(RoutingRule.Columns.Name, RoutingRule.Columns.Order, RoutingRule.Columns.Conditions, RoutingRule.Columns.PoolId)
        .InOrderTo("refuse a rule that could never match or leads nowhere");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        RoutingGuard.Check(context.SystemService, Edits.After<RoutingRule>(context.Target, context.PreImage));
}
