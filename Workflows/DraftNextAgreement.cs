using System;
using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;
using Smarketing.Crm.Dataverse;

namespace Smarketing.Crm.Workflows;

/// <summary>Lets a maker's workflow draft the next version of an agreement.</summary>
public sealed class DraftNextAgreement : ApiActivity
{
    /// <summary>The agreement to copy.</summary>
    [Input("Agreement")]
    [RequiredArgument]
    [ReferenceTarget(DraftNextAgreementMessage.Table)]
    public InArgument<EntityReference> Agreement { get; set; } = new();

    /// <summary>Id of the new draft, as text.</summary>
    [Output("Agreement id")]
    public OutArgument<string> AgreementId { get; set; } = new();

    private protected override string Api => DraftNextAgreementMessage.Name;

    private protected override void Ask(CodeActivityContext context, OrganizationRequest request) =>
        request[DraftNextAgreementMessage.Target] = Agreement.Get(context);

    private protected override void Answer(CodeActivityContext context, ParameterCollection answer) => AgreementId.Set(
        context, Value<Guid>(answer, DraftNextAgreementMessage.Response.AgreementId).ToString());
}
