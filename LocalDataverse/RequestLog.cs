using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Smarketing.LocalDataverse;

/// <summary>Who made a request.</summary>
public enum RequestOrigin
{
    /// <summary>A program outside the platform, through <see cref="LocalOrganization.CreateService"/>.</summary>
    Outside,

    /// <summary>A plug-in running inside somebody's request.</summary>
    SyncPlugin,

    /// <summary>A plug-in running as an asynchronous job, or a plug-in that one sets off.</summary>
    AsyncJob,
}

/// <summary>How often one message was requested for one table.</summary>
/// <param name="Origin">Who asked.</param>
/// <param name="Message">The message, as Dataverse spells it.</param>
/// <param name="Table">The logical name of the table; empty for messages without one and for tables that do not exist.</param>
/// <param name="Count">The number of requests, failed ones included.</param>
public sealed record RequestCount(RequestOrigin Origin, string Message, string Table, long Count);

/// <summary>
/// Counts every request the platform was asked for. A request that carries others (ExecuteMultiple) counts once itself and
/// once for each it carries; the rows of CreateMultiple and UpdateMultiple travel in one request and count as one.
/// </summary>
public sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(RequestOrigin Origin, string Message, string Table), long> _counts = [];

    /// <summary>All counts since the organisation was opened or <see cref="Reset"/>, in a stable order.</summary>
    public IReadOnlyList<RequestCount> Snapshot()
    {
        lock (_gate)
        {
            return [.. _counts
                .Select(c => new RequestCount(c.Key.Origin, c.Key.Message, c.Key.Table, c.Value))
                .OrderBy(c => c.Origin).ThenBy(c => c.Message, StringComparer.Ordinal).ThenBy(c => c.Table, StringComparer.Ordinal)];
        }
    }

    /// <summary>The number of requests, narrowed to an origin, a message and a table where given.</summary>
    public long Count(RequestOrigin? origin = null, string? message = null, string? table = null)
    {
        lock (_gate)
        {
            return _counts
                .Where(c => (origin is null || c.Key.Origin == origin)
                    && (message is null || string.Equals(c.Key.Message, message, StringComparison.Ordinal))
                    && (table is null || string.Equals(c.Key.Table, table, StringComparison.Ordinal)))
                .Sum(c => c.Value);
        }
    }

    /// <summary>Starts counting from zero again.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _counts.Clear();
        }
    }

    internal void Add(RequestOrigin origin, string message, string? table)
    {
        lock (_gate)
        {
            ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                _counts, (origin, message, table ?? string.Empty), out _);
            count++;
        }
    }
}
