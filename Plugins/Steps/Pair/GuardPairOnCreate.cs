using Smarketing.Crm.Dataverse.Routing;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A pair is two people, and says which leads it takes in words that can be run.</summary>
public sealed class GuardPairOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Pair.EntityLogicalName).PreOperation()
        .InOrderTo("refuse a pair of fewer than two people or with conditions that cannot be run");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => RoutingGuard.Check(context.SystemService, context.Target.ToEntity<Pair>());
}
