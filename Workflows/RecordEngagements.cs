using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;
using Smarketing.Crm.Dataverse;

namespace Smarketing.Crm.Workflows;

/// <summary>Lets a maker's workflow keep what leads did elsewhere.</summary>
public sealed class RecordEngagements : ApiActivity
{
    /// <summary>A JSON array of events.</summary>
    [Input("Engagements")]
    [RequiredArgument]
    public InArgument<string> Engagements { get; set; } = new();

    /// <summary>What became of each row, as a JSON object.</summary>
    [Output("Results")]
    public OutArgument<string> Results { get; set; } = new();

    /// <summary>Rows stored now.</summary>
    [Output("Stored")]
    public OutArgument<int> Stored { get; set; } = new();

    /// <summary>Rows known already.</summary>
    [Output("Known")]
    public OutArgument<int> Known { get; set; } = new();

    /// <summary>Rows refused.</summary>
    [Output("Refused")]
    public OutArgument<int> Refused { get; set; } = new();

    private protected override string Api => RecordEngagementsMessage.Name;

    private protected override void Ask(CodeActivityContext context, OrganizationRequest request) =>
        Fill(request, RecordEngagementsMessage.Request.Engagements, Engagements.Get(context));

    private protected override void Answer(CodeActivityContext context, ParameterCollection answer)
    {
        Results.Set(context, Words(answer, RecordEngagementsMessage.Response.Results));
        Stored.Set(context, Value<int>(answer, RecordEngagementsMessage.Response.Stored));
        Known.Set(context, Value<int>(answer, RecordEngagementsMessage.Response.Known));
        Refused.Set(context, Value<int>(answer, RecordEngagementsMessage.Response.Refused));
    }
}
