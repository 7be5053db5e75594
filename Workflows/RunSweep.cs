using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;
using Smarketing.Crm.Dataverse;

namespace Smarketing.Crm.Workflows;

/// <summary>Lets a maker's workflow do what has fallen due by time alone.</summary>
public sealed class RunSweep : ApiActivity
{
    /// <summary>The most pieces of work; 0 takes the default.</summary>
    [Input("Limit")]
    [Default("0")]
    public InArgument<int> Limit { get; set; } = new();

    /// <summary>The only task to run; empty runs all.</summary>
    [Input("Task")]
    public InArgument<string> Task { get; set; } = new();

    /// <summary>With a task: the id of the only row to look at.</summary>
    [Input("Piece")]
    public InArgument<string> Piece { get; set; } = new();

    /// <summary>With a task: to run it later, piece by piece, after a call that failed.</summary>
    [Input("Careful")]
    [Default("False")]
    public InArgument<bool> Careful { get; set; } = new();

    /// <summary>The pieces done.</summary>
    [Output("Done")]
    public OutArgument<int> Done { get; set; } = new();

    /// <summary>Whether there may be more to do at once.</summary>
    [Output("Has more")]
    public OutArgument<bool> HasMore { get; set; } = new();

    /// <summary>Pieces by task, as a JSON object.</summary>
    [Output("Details")]
    public OutArgument<string> Details { get; set; } = new();

    private protected override string Api => RunSweepMessage.Name;

    private protected override void Ask(CodeActivityContext context, OrganizationRequest request)
    {
        Fill(request, RunSweepMessage.Request.Limit, Limit.Get(context));
        Fill(request, RunSweepMessage.Request.Task, Task.Get(context));
        Fill(request, RunSweepMessage.Request.Piece, Piece.Get(context));
        if (Careful.Get(context))
            request[RunSweepMessage.Request.Careful] = true;
    }

    private protected override void Answer(CodeActivityContext context, ParameterCollection answer)
    {
        Done.Set(context, Value<int>(answer, RunSweepMessage.Response.Done));
        HasMore.Set(context, Value<bool>(answer, RunSweepMessage.Response.HasMore));
        Details.Set(context, Words(answer, RunSweepMessage.Response.Details));
    }
}
