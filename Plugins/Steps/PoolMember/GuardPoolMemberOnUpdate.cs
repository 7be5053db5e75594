using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Routing;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A member has a pool, a pair and a share.</summary>
public sealed class GuardPoolMemberOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(PoolMember.EntityLogicalName)
        .Filtering(PoolMember.Columns.PoolId, PoolMember.Columns.PairId, PoolMember.Columns.Weight)
        .PreOperation()
        .WithPreImage(PoolMember.Columns.Name, PoolMember.Columns.PoolId, PoolMember.Columns.PairId, PoolMember.Columns.Weight)
        .InOrderTo("refuse a member without pool, pair or share");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        RoutingGuard.Check(Edits.After<PoolMember>(context.Target, context.PreImage));
}
