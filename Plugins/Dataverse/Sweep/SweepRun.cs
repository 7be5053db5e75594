using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Dataverse.Json;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>One sweep: its tasks in order, within one number of pieces.</summary>
internal sealed class SweepRun
{
    private readonly IReadOnlyList<KeyValuePair<string, int>> byTask;

    private SweepRun(IReadOnlyList<KeyValuePair<string, int>> byTask, bool hasMore)
    {
        this.byTask = byTask;
        HasMore = hasMore;
    }

    /// <summary>The pieces done.</summary>
    public int Pieces => byTask.Sum(task => task.Value);

    /// <summary>Whether the limit was reached, so that there may be more.</summary>
    public bool HasMore { get; }

    /// <summary>Runs tasks until all are through or the limit is reached; tasks not reached wait for the next sweep.</summary>
    public static SweepRun Run(IEnumerable<ISweepTask> tasks, SweepContext context, int limit)
    {
        var counts = new List<KeyValuePair<string, int>>();
        var left = limit;
        foreach (var task in tasks)
        {
            if (left == 0)
                break;
            var done = task.Run(context, left);
            counts.Add(new KeyValuePair<string, int>(task.Name, done));
            context.Trace("Sweep: " + task.Name + " did " + done.ToString(System.Globalization.CultureInfo.InvariantCulture));
            left = Math.Max(0, left - done);
        }

        return new SweepRun(counts, left == 0);
    }

    /// <summary>Pieces by task.</summary>
    public string Json() => JsonWriter.Write(json =>
    {
        foreach (var task in byTask)
            json.Member(task.Key, (decimal?)task.Value);
    });
}
