using Smarketing.Crm.Dataverse;

namespace Smarketing.Crm.Apis;

/// <summary>Signs an agreement in the name of the caller; the second signature brings it into force.</summary>
public sealed class SignAgreement : Api
{
    /// <inheritdoc/>
    public override string UniqueName => SignAgreementMessage.Name;

    /// <inheritdoc/>
    protected override void Execute(ApiContext context)
    {
        var signer = context.CallingUser ?? throw new RefusalException(AgreementTexts.NotInAnotherName());
        // Read with the caller's own rights first: nobody signs what they may not see.
        AgreementReader.Read(context.Service, context.Target.Id);
        var asked = AgreementRow.SideOf(context.Request<int>(SignAgreementMessage.Request.Side));
        var decision = AgreementSigning.Sign(context.SystemService, context.Target.Id, signer, asked, context.Now);
        context.Respond(SignAgreementMessage.Response.SignedSide, AgreementRow.Option(decision.Side!.Value));
        context.Respond(SignAgreementMessage.Response.InForce, decision.After.IsWorking);
    }
}
