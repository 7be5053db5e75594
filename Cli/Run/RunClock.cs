using System;

namespace Smarketing.Cli.Run;

/// <summary>The clock of a run: it stands where the input is, and only ever moves forward.</summary>
public sealed class RunClock(DateTime start) : TimeProvider
{
    private DateTime _now = DateTime.SpecifyKind(start, DateTimeKind.Utc);

    /// <summary>The present instant (UTC).</summary>
    public DateTime Now => _now;

    public override DateTimeOffset GetUtcNow() => new(_now, TimeSpan.Zero);

    /// <summary>Moves on to an instant; one that is past already changes nothing.</summary>
    public void MoveTo(DateTime utc) => _now = utc > _now ? DateTime.SpecifyKind(utc, DateTimeKind.Utc) : _now;
}
