using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Tracing;

namespace Smarketing.LocalDataverse.Async;

/// <summary>
/// Runs jobs in the background: one worker, which sleeps until a transaction with jobs is committed or the next one is due by the
/// organisation's clock. Between two jobs it lets go of the gate, so that callers are not kept waiting by a long queue.
/// </summary>
internal sealed class AsyncService : IDisposable
{
    // When the database refuses, as on a full disk, the jobs wait in it; asking again at once would only burn time.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    // A timer cannot run for months; waking once a day for nothing costs nothing.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    private readonly Platform _platform;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly Action _stopped;
    private readonly Task _worker;
    private bool _disposed;

    public AsyncService(Platform platform, Action stopped)
    {
        _platform = platform;
        _stopped = stopped;
        platform.Outbox.Woken = () => _wake.Writer.TryWrite(true);
        _worker = Task.Run(WorkAsync);
    }

    /// <summary>Stops once the job that is running, if any, has come to an end. What waits stays in the database.</summary>
    [SuppressMessage("Usage", "VSTHRD002", Justification = "The worker takes no lock that the caller holds; see below.")]
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        _stop.Cancel();
        _platform.Outbox.Woken = null;

        // A job that stops the service it runs in cannot wait for its own end.
        if (!_platform.Gate.IsHeldByCurrentThread)
        {
            _worker.Wait();
            _stop.Dispose();
        }

        _stopped();
    }

    private async Task WorkAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var pause = RunNext();
            if (pause != TimeSpan.Zero)
            {
                await SleepAsync(pause).ConfigureAwait(false);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The worker outlives whatever happens to one job.")]
    private TimeSpan? RunNext()
    {
        try
        {
            lock (_platform.Gate)
            {
                return _stop.IsCancellationRequested ? null : _platform.Outbox.RunNext();
            }
        }
        catch (Exception exception)
        {
            _platform.Traces.Add(new PlatformTrace(_platform.UtcNow, typeof(AsyncService).FullName!, string.Empty, SystemJobs.Table, 0, IsAsync: true,
                Guid.Empty, LongText.Begin($"The database refused a job, which waits in it: {exception}")));
            return Rest;
        }
    }

    /// <summary>Sleeps until there is a job, the time is over, or the service stops.</summary>
    private async Task SleepAsync(TimeSpan? time)
    {
        using var timer = time is { } span ? new CancellationTokenSource(span < LongestSleep ? span : LongestSleep, _platform.Clock) : new CancellationTokenSource();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, timer.Token);
        try
        {
            await _wake.Reader.ReadAsync(end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Time is over, or the service stops: the caller finds out which.
        }
    }
}
