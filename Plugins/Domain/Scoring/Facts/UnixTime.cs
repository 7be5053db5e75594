using System;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>Whole seconds since 1970-01-01T00:00:00Z: the grain of time in scoring.</summary>
public static class UnixTime
{
    /// <summary>Seconds in a day of 24 hours; ages are counted in such days, whatever daylight saving does.</summary>
    public const long Day = 86_400;

    /// <summary>The last second that can be foretold, 9999-12-30T23:59:59Z: later ones leave the calendar in some time zone.</summary>
    public const long Last = 253_402_214_399;

    private static readonly long EpochTicks = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>Seconds of a moment in UTC; parts of a second are dropped. A local time is converted, an unspecified one is taken as UTC.</summary>
    public static long FromUtc(DateTime moment)
    {
        var ticks = (moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : moment).Ticks - EpochTicks;
        return ticks >= 0 ? ticks / TimeSpan.TicksPerSecond : -((-ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
    }

    /// <summary>The moment in UTC.</summary>
    public static DateTime ToUtc(long seconds) => new(EpochTicks + seconds * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
}
