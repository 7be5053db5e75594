using System;
using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;
using Smarketing.Crm.Dataverse;

namespace Smarketing.Crm.Workflows;

/// <summary>Lets a maker's workflow or action answer a hand-off in the name of sales.</summary>
public sealed class AnswerHandoff : ApiActivity
{
    /// <summary>The hand-off to answer.</summary>
    [Input("Hand-off")]
    [RequiredArgument]
    [ReferenceTarget(AnswerHandoffMessage.Table)]
    public InArgument<EntityReference> Handoff { get; set; } = new();

    /// <summary>Yes to accept, no to reject.</summary>
    [Input("Accept")]
    public InArgument<bool> Accept { get; set; } = new();

    /// <summary>Why it is rejected: a value of the choice smk_rejectreason; 0 for none.</summary>
    [Input("Reason")]
    [Default("0")]
    public InArgument<int> Reason { get; set; } = new();

    /// <summary>What sales adds.</summary>
    [Input("Note")]
    public InArgument<string> Note { get; set; } = new();

    /// <summary>The day on which a rejected lead counts again, by the agreement's time zone; empty for none.</summary>
    [Input("Recycle on")]
    public InArgument<DateTime> RecycleOn { get; set; } = new();

    /// <summary>Status of the hand-off afterwards: a value of its statuscode.</summary>
    [Output("Status")]
    public OutArgument<int> Status { get; set; } = new();

    private protected override string Api => AnswerHandoffMessage.Name;

    private protected override void Ask(CodeActivityContext context, OrganizationRequest request)
    {
        request[AnswerHandoffMessage.Target] = Handoff.Get(context);
        request[AnswerHandoffMessage.Request.Accept] = Accept.Get(context);
        Fill(request, AnswerHandoffMessage.Request.Reason, Reason.Get(context));
        Fill(request, AnswerHandoffMessage.Request.Note, Note.Get(context));
        // A workflow hands on the first moment of the calendar for a date that is empty.
        if (RecycleOn.Get(context) is { Year: > 1 } day)
            request[AnswerHandoffMessage.Request.RecycleOn] = day;
    }

    private protected override void Answer(CodeActivityContext context, ParameterCollection answer) =>
        Status.Set(context, Value<int>(answer, AnswerHandoffMessage.Response.Status));
}
