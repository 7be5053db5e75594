using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Routing;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A pair is two people, and says which leads it takes in words that can be run.</summary>
public sealed class GuardPairOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Pair.EntityLogicalName)
        .Filtering(Pair.Columns.SellerId, Pair.Columns.MarketerId, Pair.Columns.Conditions, Pair.Columns.Capacity)
        .PreOperation()
        .WithPreImage(Pair.Columns.Name, Pair.Columns.SellerId, Pair.Columns.MarketerId, Pair.Columns.Conditions, Pair.Columns.Capacity)
        .InOrderTo("refuse a pair of fewer than two people or with conditions that cannot be run");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        RoutingGuard.Check(context.SystemService, Edits.After<Pair>(context.Target, context.PreImage));
}
