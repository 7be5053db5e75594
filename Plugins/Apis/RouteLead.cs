using Smarketing.Crm.Dataverse.Routing;

namespace Smarketing.Crm.Apis;

/// <summary>Hands a lead that has become SQL to a pair, in one transaction. Asked again, or of any other lead, it does nothing.</summary>
public sealed class RouteLead : Api
{
    /// <inheritdoc/>
    public override string UniqueName => RouteLeadMessage.Name;

    /// <inheritdoc/>
    protected override void Execute(ApiContext context) =>
        context.Respond(RouteLeadMessage.Response.HandoffId, HandoffRouter.RouteIfRipe(context.SystemService, context.Target.Id, context.Now)?.HandoffId);
}
