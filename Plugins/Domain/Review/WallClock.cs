using System;
using System.Linq;

namespace Smarketing.Crm.Domain.Review;

/// <summary>Moments read off the clock on the wall of a time zone.</summary>
public static class WallClock
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The UTC instant at which a local clock shows a time. A time that the clock shows twice is the first of both; one that it skips is the
    /// moment it jumps.
    /// </summary>
    /// <param name="zone">Whose clock.</param>
    /// <param name="local">Date and time as that clock shows them.</param>
    public static DateTime ToUtc(TimeZoneInfo zone, DateTime local)
    {
        if (zone is null)
            throw new ArgumentNullException(nameof(zone));
        var shown = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(shown))
            shown += Step;
        var offset = zone.IsAmbiguousTime(shown) ? zone.GetAmbiguousTimeOffsets(shown).Max() : zone.GetUtcOffset(shown);
        return DateTime.SpecifyKind(shown - offset, DateTimeKind.Utc);
    }

    /// <summary>What a local clock shows at an instant.</summary>
    /// <param name="zone">Whose clock.</param>
    /// <param name="utc">The instant, in UTC.</param>
    public static DateTime ToLocal(TimeZoneInfo zone, DateTime utc) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);

    /// <summary>The Monday of the week a day is in.</summary>
    public static DateTime MondayOf(DateTime day) => day.Date.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
