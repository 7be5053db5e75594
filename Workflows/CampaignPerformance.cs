using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;
using Smarketing.Crm.Dataverse;

namespace Smarketing.Crm.Workflows;

/// <summary>Lets a maker's workflow compute a campaign's figures now.</summary>
public sealed class CampaignPerformance : ApiActivity
{
    /// <summary>The campaign.</summary>
    [Input("Campaign")]
    [RequiredArgument]
    [ReferenceTarget(CampaignPerformanceMessage.Table)]
    public InArgument<EntityReference> Campaign { get; set; } = new();

    /// <summary>A value of the choice Attribution Model; 0 takes that of the agreement.</summary>
    [Input("Model")]
    [Default("0")]
    public InArgument<int> Model { get; set; } = new();

    /// <summary>The figures, as a JSON object.</summary>
    [Output("Figures")]
    public OutArgument<string> Figures { get; set; } = new();

    private protected override string Api => CampaignPerformanceMessage.Name;

    private protected override void Ask(CodeActivityContext context, OrganizationRequest request)
    {
        request[CampaignPerformanceMessage.Target] = Campaign.Get(context);
        Fill(request, CampaignPerformanceMessage.Request.Model, Model.Get(context));
    }

    private protected override void Answer(CodeActivityContext context, ParameterCollection answer) =>
        Figures.Set(context, Words(answer, CampaignPerformanceMessage.Response.Figures));
}
