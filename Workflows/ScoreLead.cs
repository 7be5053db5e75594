using System;
using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;
using Smarketing.Crm.Dataverse;

namespace Smarketing.Crm.Workflows;

/// <summary>Lets a maker's workflow or action score a lead and go on with the answer.</summary>
public sealed class ScoreLead : ApiActivity
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

    /// <summary>Everything that counted, as a JSON object.</summary>
    [Output("Explanation")]
    public OutArgument<string> Explanation { get; set; } = new();

    /// <summary>When time alone changes grade or stage, UTC; not set when it never does.</summary>
    [Output("Rescore on")]
    public OutArgument<DateTime> RescoreOn { get; set; } = new();

    /// <summary>Why the lead could not be scored and keeps its last score; empty when it was.</summary>
    [Output("Fault")]
    public OutArgument<string> Fault { get; set; } = new();

    private protected override string Api => ScoreLeadMessage.Name;

    private protected override void Ask(CodeActivityContext context, OrganizationRequest request)
    {
        request[ScoreLeadMessage.Target] = Lead.Get(context);
        Fill(request, ScoreLeadMessage.Request.LanguageCode, LanguageCode.Get(context));
    }

    private protected override void Answer(CodeActivityContext context, ParameterCollection answer)
    {
        Fit.Set(context, Value<decimal>(answer, ScoreLeadMessage.Response.Fit));
        Engagement.Set(context, Value<decimal>(answer, ScoreLeadMessage.Response.Engagement));
        Score.Set(context, Value<decimal>(answer, ScoreLeadMessage.Response.Score));
        Grade.Set(context, Words(answer, ScoreLeadMessage.Response.Grade));
        Stage.Set(context, Value<int>(answer, ScoreLeadMessage.Response.Stage));
        Reasons.Set(context, Words(answer, ScoreLeadMessage.Response.Reasons));
        Explanation.Set(context, Words(answer, ScoreLeadMessage.Response.Explanation));
        Hand(context, RescoreOn, answer, ScoreLeadMessage.Response.RescoreOn);
        Fault.Set(context, Words(answer, ScoreLeadMessage.Response.Fault));
    }
}
