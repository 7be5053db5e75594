using Smarketing.Crm.Dataverse;

namespace Smarketing.Crm.Apis;

/// <summary>Tells a seller what to know before calling a lead: persona, objections with answers, what to give next, and why.</summary>
public sealed class AdviseSeller : Api
{
    /// <inheritdoc/>
    public override string UniqueName => AdviseSellerMessage.Name;

    /// <inheritdoc/>
    protected override void Execute(ApiContext context)
    {
        var advice = SellerAdvice.About(context.Service, context.Target.Id, context.UserLanguage, context.Now);
        context.Respond(AdviseSellerMessage.Response.Advice, advice.Json());
        context.Respond(AdviseSellerMessage.Response.Text, advice.Words());
    }
}
