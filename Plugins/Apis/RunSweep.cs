using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Sweep;

namespace Smarketing.Crm.Apis;

/// <summary>
/// Does what has fallen due by time alone, up to a number of pieces; whoever schedules it calls again while there is more.
/// Stopped anywhere it goes on where it was, and two at once do no harm.
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
        var done = SweepRun.Run(Tasks(context.RequestText(RunSweepMessage.Request.Task)), context.Sweep(), limit);
        context.Respond(RunSweepMessage.Response.Done, done.Pieces);
        context.Respond(RunSweepMessage.Response.HasMore, done.HasMore);
        context.Respond(RunSweepMessage.Response.Details, done.Json());
    }

    private static IEnumerable<ISweepTask> Tasks(string? name)
    {
        if (name is null)
            return SweepTasks.All;
        var named = SweepTasks.All.Where(task => task.Name == name).ToArray();
        return named.Length > 0
            ? named
            : throw new RefusalException(SweepTexts.NoSuchTask(name, string.Join(", ", SweepTasks.All.Select(task => task.Name))));
    }
}
