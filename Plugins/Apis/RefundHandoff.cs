using Smarketing.Crm.Dataverse.Routing;

namespace Smarketing.Crm.Apis;

/// <summary>Gives a pair the turn back that an invalid lead has cost it, in one transaction. Asked again, or of any other hand-off, it does nothing.</summary>
public sealed class RefundHandoff : Api
{
    /// <inheritdoc/>
    public override string UniqueName => RefundHandoffMessage.Name;

    /// <inheritdoc/>
    protected override void Execute(ApiContext context) =>
        context.Respond(RefundHandoffMessage.Response.Refunded, Refund.Of(context.SystemService, context.Target.Id, context.Now));
}
