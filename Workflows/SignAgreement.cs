using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;
using Smarketing.Crm.Dataverse;

namespace Smarketing.Crm.Workflows;

/// <summary>Lets a maker's action sign an agreement in the name of the person who runs it; a workflow that runs as its owner signs for nobody else.</summary>
public sealed class SignAgreement : ApiActivity
{
    /// <summary>The agreement to sign.</summary>
    [Input("Agreement")]
    [RequiredArgument]
    [ReferenceTarget(SignAgreementMessage.Table)]
    public InArgument<EntityReference> Agreement { get; set; } = new();

    /// <summary>Option value of the side to sign for; 0 leaves it to the person's roles.</summary>
    [Input("Side")]
    [Default("0")]
    public InArgument<int> Side { get; set; } = new();

    /// <summary>Option value of the side that was signed for.</summary>
    [Output("Signed side")]
    public OutArgument<int> SignedSide { get; set; } = new();

    /// <summary>Whether the agreement is in force now.</summary>
    [Output("In force")]
    public OutArgument<bool> InForce { get; set; } = new();

    private protected override string Api => SignAgreementMessage.Name;

    private protected override void Ask(CodeActivityContext context, OrganizationRequest request)
    {
        request[SignAgreementMessage.Target] = Agreement.Get(context);
        Fill(request, SignAgreementMessage.Request.Side, Side.Get(context));
    }

    private protected override void Answer(CodeActivityContext context, ParameterCollection answer)
    {
        SignedSide.Set(context, Value<int>(answer, SignAgreementMessage.Response.SignedSide));
        InForce.Set(context, Value<bool>(answer, SignAgreementMessage.Response.InForce));
    }
}
