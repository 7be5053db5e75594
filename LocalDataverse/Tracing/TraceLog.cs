using System.Collections.Generic;
using System.Threading;

namespace Smarketing.LocalDataverse.Tracing;

/// <summary>The last lines written by plug-ins. Bounded: a long run must not fill the memory.</summary>
internal sealed class TraceLog
{
    internal const int Capacity = 2000;

    private readonly Lock _gate = new();
    private readonly Queue<PlatformTrace> _lines = new();

    public void Add(PlatformTrace line)
    {
        lock (_gate)
        {
            if (_lines.Count == Capacity)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
        }
    }

    public IReadOnlyList<PlatformTrace> Snapshot()
    {
        lock (_gate)
        {
            return [.. _lines];
        }
    }
}
