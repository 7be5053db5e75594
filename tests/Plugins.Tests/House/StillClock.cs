using System;

namespace Smarketing.Tests.Plugins.House;

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class StillClock : TimeProvider
{
    /// <summary>A Monday morning, UTC.</summary>
    public static readonly DateTime Start = new(2026, 3, 2, 9, 30, 0, DateTimeKind.Utc);

    public DateTime Now { get; private set; } = Start;

    public override DateTimeOffset GetUtcNow() => new(Now, TimeSpan.Zero);

    public void Pass(TimeSpan time) => Now += time;
}
