using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Sweep;

namespace Smarketing.Crm.Apis;

/// <summary>
/// Does what has fallen due by time alone, up to a number of pieces; whoever schedules it calls again while there is more.
/// Stopped anywhere it goes on where it was, and two at once do no harm. All of a call is one transaction: when a piece fails, whoever calls asks
/// for the task to be run carefully, and what fails is then told and left out.
/// </summary>
public sealed class RunSweep : Api
{
    /// <inheritdoc/>
    public override string UniqueName => RunSweepMessage.Name;

    /// <inheritdoc/>
    protected override void Execute(ApiContext context)
    {
        var limit = context.Request<int>(RunSweepMessage.Request.Limit) ?? RunSweepMessage.DefaultLimit;
        if (limit is < 1 or > RunSweepMessage.MostLimit)
            throw new RefusalException(SweepTexts.LimitOutOfRange(limit, RunSweepMessage.MostLimit));
        var name = context.RequestText(RunSweepMessage.Request.Task);
        var piece = Id(context.RequestText(RunSweepMessage.Request.Piece));
        var isCareful = context.Request<bool>(RunSweepMessage.Request.Careful) == true;
        if (name is null && (piece is not null || isCareful))
            throw new RefusalException(SweepTexts.TaskMissing());
        var tasks = Tasks(name);
        var sweep = context.Sweep(piece);
        if (isCareful)
        {
            sweep.Failures.Raise(name!, null, SweepTexts.TaskFailed(name!), AgreementReader.InForce(sweep.Service)?.Language ?? Languages.English, sweep.Now);
            tasks = [];
        }

        var done = SweepRun.Run(tasks, sweep, limit);
        context.Respond(RunSweepMessage.Response.Done, done.Pieces);
        context.Respond(RunSweepMessage.Response.HasMore, done.HasMore);
        context.Respond(RunSweepMessage.Response.Details, done.Json());
    }

    private static Guid? Id(string? text)
    {
        if (text is null)
            return null;
        return Guid.TryParse(text, out var id) ? id : throw new RefusalException(SweepTexts.NoId(text));
    }

    private static IEnumerable<ISweepTask> Tasks(string? name)
    {
        if (name is null)
            return SweepTasks.All;
        return SweepTasks.Find(name) is { } named
            ? [named]
            : throw new RefusalException(SweepTexts.NoSuchTask(name, string.Join(", ", SweepTasks.All.Select(task => task.Name))));
    }
}
