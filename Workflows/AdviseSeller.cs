using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;
using Smarketing.Crm.Dataverse;

namespace Smarketing.Crm.Workflows;

/// <summary>Lets a maker's workflow tell a seller what to know before calling a lead.</summary>
public sealed class AdviseSeller : ApiActivity
{
    /// <summary>The lead to be called.</summary>
    [Input("Lead")]
    [RequiredArgument]
    [ReferenceTarget(AdviseSellerMessage.Table)]
    public InArgument<EntityReference> Lead { get; set; } = new();

    /// <summary>Persona, reasons, objections and contents, as a JSON object.</summary>
    [Output("Advice")]
    public OutArgument<string> Advice { get; set; } = new();

    /// <summary>The same to read.</summary>
    [Output("Text")]
    public OutArgument<string> Text { get; set; } = new();

    private protected override string Api => AdviseSellerMessage.Name;

    private protected override void Ask(CodeActivityContext context, OrganizationRequest request) =>
        request[AdviseSellerMessage.Target] = Lead.Get(context);

    private protected override void Answer(CodeActivityContext context, ParameterCollection answer)
    {
        Advice.Set(context, Words(answer, AdviseSellerMessage.Response.Advice));
        Text.Set(context, Words(answer, AdviseSellerMessage.Response.Text));
    }
}
