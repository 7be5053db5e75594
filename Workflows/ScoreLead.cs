using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;
using Smarketing.Crm.Dataverse;

namespace Smarketing.Crm.Workflows;

/// <summary>Lets a maker's workflow or action score a lead and go on with the answer.</summary>
public sealed class ScoreLead : CodeActivity
{
    /// <summary>The lead to score.</summary>
    [Input("Lead")]
    [RequiredArgument]
    [ReferenceTarget(ScoreLeadMessage.Table)]
    public InArgument<EntityReference> Lead { get; set; } = new();

    /// <summary>Language of the reasons as LCID (1033 English, 1036 French); 0 takes the user's own.</summary>
    [Input("Language code")]
    [Default("0")]
    public InArgument<int> LanguageCode { get; set; } = new();

    /// <summary>How well the lead fits, 0 to 100.</summary>
    [Output("Fit")]
    public OutArgument<decimal> Fit { get; set; } = new();

    /// <summary>How much the lead has done lately, 0 to 100.</summary>
    [Output("Engagement")]
    public OutArgument<decimal> Engagement { get; set; } = new();

    /// <summary>The weighted whole, 0 to 100.</summary>
    [Output("Score")]
    public OutArgument<decimal> Score { get; set; } = new();

    /// <summary>A1 (best) to D4.</summary>
    [Output("Grade")]
    public OutArgument<string> Grade { get; set; } = new();

    /// <summary>Option value of the stage.</summary>
    [Output("Stage")]
    public OutArgument<int> Stage { get; set; } = new();

    /// <summary>The strongest reasons, one per line.</summary>
    [Output("Reasons")]
    public OutArgument<string> Reasons { get; set; } = new();

    /// <summary>Why the lead could not be scored and keeps its last score; empty when it was.</summary>
    [Output("Fault")]
    public OutArgument<string> Fault { get; set; } = new();

    /// <inheritdoc/>
    protected override void Execute(CodeActivityContext context)
    {
        var workflow = context.GetExtension<IWorkflowContext>();
        var service = context.GetExtension<IOrganizationServiceFactory>().CreateOrganizationService(workflow.UserId);

        var request = new OrganizationRequest(ScoreLeadMessage.Name);
        request[ScoreLeadMessage.Target] = Lead.Get(context);
        var language = LanguageCode.Get(context);
        if (language != 0)
            request[ScoreLeadMessage.Request.LanguageCode] = language;
        var answer = service.Execute(request).Results;

        Fit.Set(context, Answer<decimal>(answer, ScoreLeadMessage.Response.Fit));
        Engagement.Set(context, Answer<decimal>(answer, ScoreLeadMessage.Response.Engagement));
        Score.Set(context, Answer<decimal>(answer, ScoreLeadMessage.Response.Score));
        Grade.Set(context, Words(answer, ScoreLeadMessage.Response.Grade));
        Stage.Set(context, Answer<int>(answer, ScoreLeadMessage.Response.Stage));
        Reasons.Set(context, Words(answer, ScoreLeadMessage.Response.Reasons));
        Fault.Set(context, Words(answer, ScoreLeadMessage.Response.Fault));
    }

    // A lead that was never scored answers nothing; the workflow then sees zero or empty text.
    private static T Answer<T>(ParameterCollection answer, string name) where T : struct =>
        answer.Contains(name) && answer[name] is T value ? value : default;

    private static string Words(ParameterCollection answer, string name) =>
        answer.Contains(name) && answer[name] is string value ? value : string.Empty;
}
