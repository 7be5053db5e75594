using System;
using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;
using Smarketing.Crm.Dataverse;

namespace Smarketing.Crm.Workflows;

/// <summary>Lets a maker's workflow prepare the weekly review and send it.</summary>
public sealed class PrepareWeeklyReview : ApiActivity
{
    /// <summary>A moment, UTC; the last week that was over then is reviewed. Empty means now.</summary>
    [Input("On")]
    public InArgument<DateTime> On { get; set; } = new();

    /// <summary>The review.</summary>
    [Output("Review")]
    [ReferenceTarget(PrepareWeeklyReviewMessage.ReviewTable)]
    public OutArgument<EntityReference> ReviewId { get; set; } = new();

    /// <summary>The review in the language of the workflow's user.</summary>
    [Output("Text")]
    public OutArgument<string> Text { get; set; } = new();

    private protected override string Api => PrepareWeeklyReviewMessage.Name;

    private protected override void Ask(CodeActivityContext context, OrganizationRequest request)
    {
        // A workflow hands on the first moment of the calendar for a date that is empty.
        if (On.Get(context) is { Year: > 1 } on)
            request[PrepareWeeklyReviewMessage.Request.On] = on;
    }

    private protected override void Answer(CodeActivityContext context, ParameterCollection answer)
    {
        if (answer[PrepareWeeklyReviewMessage.Response.ReviewId] is EntityReference review)
            ReviewId.Set(context, review);
        Text.Set(context, Words(answer, PrepareWeeklyReviewMessage.Response.Text));
    }
}
