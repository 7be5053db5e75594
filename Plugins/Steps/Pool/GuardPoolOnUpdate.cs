using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Routing;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A pool says how it chooses.</summary>
public sealed class GuardPoolOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Pool.EntityLogicalName)
        .Filtering(Pool.Columns.Method)
        .PreOperation()
        .WithPreImage(Pool.Columns.Name, Pool.Columns.Method)
        .InOrderTo("refuse a pool that does not say how it chooses");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        RoutingGuard.Check(Edits.After<Pool>(context.Target, context.PreImage));
}
