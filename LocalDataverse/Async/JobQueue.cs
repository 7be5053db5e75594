using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Smarketing.LocalDataverse.Async;

/// <summary>A system job by its place in the order in which jobs were written.</summary>
/// <param name="Sequence">The row's <c>sequence</c>.</param>
/// <param name="Id">The row's id.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct QueuedJob(long Sequence, Guid Id);

/// <summary>
/// Which jobs to look at next: those that can run, in the order written, and those that wait for an instant. An entry is a hint; whether
/// a job still waits to be run is for its row to say, so that a job changed or deleted meanwhile needs no search in here.
/// </summary>
internal sealed class JobQueue
{
    private readonly PriorityQueue<QueuedJob, long> _ready = new();
    private readonly PriorityQueue<QueuedJob, (DateTime Due, long Sequence)> _waiting = new();

    /// <summary>The earliest instant a job waits for; null when none does.</summary>
    public DateTime? NextDue => _waiting.TryPeek(out _, out var key) ? key.Due : null;

    /// <summary>Whether a job can run now.</summary>
    public bool HasReady(DateTime now)
    {
        Ripen(now);
        return _ready.Count > 0;
    }

    public void Add(QueuedJob job) => _ready.Enqueue(job, job.Sequence);

    public void Add(QueuedJob job, DateTime due) => _waiting.Enqueue(job, (due, job.Sequence));

    /// <summary>The next job that can run; when none can and waiting is cut short, the one that would be due first.</summary>
    public bool TryTake(DateTime now, bool bringForward, [NotNullWhen(true)] out QueuedJob job)
    {
        Ripen(now);
        return _ready.TryDequeue(out job, out _) || (bringForward && _waiting.TryDequeue(out job, out _));
    }

    // A job whose time has come takes its place by the order in which it was written, not behind the others.
    private void Ripen(DateTime now)
    {
        while (_waiting.TryPeek(out var job, out var key) && key.Due <= now)
        {
            _waiting.Dequeue();
            Add(job);
        }
    }
}
