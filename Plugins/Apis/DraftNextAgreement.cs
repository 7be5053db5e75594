using Smarketing.Crm.Dataverse;

namespace Smarketing.Crm.Apis;

/// <summary>Copies an agreement with its scoring model and criteria into a draft of the next version. Two calls make two drafts.</summary>
public sealed class DraftNextAgreement : Api
{
    /// <inheritdoc/>
    public override string UniqueName => DraftNextAgreementMessage.Name;

    /// <inheritdoc/>
    protected override void Execute(ApiContext context) => context.Respond(
        DraftNextAgreementMessage.Response.AgreementId, AgreementDrafting.Next(context.Service, context.Target.Id));
}
