using Smarketing.Crm.Dataverse.Routing;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A member has a pool, a pair and a share.</summary>
public sealed class GuardPoolMemberOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(PoolMember.EntityLogicalName).PreOperation()
        .InOrderTo("refuse a member without pool, pair or share");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => RoutingGuard.Check(context.Target.ToEntity<PoolMember>());
}
