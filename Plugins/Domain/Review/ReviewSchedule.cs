using System;

namespace Smarketing.Crm.Domain.Review;

/// <summary>A week from Monday to Sunday on the calendar of a time zone.</summary>
/// <param name="Monday">Its Monday.</param>
/// <param name="Zone">Whose calendar.</param>
public sealed record ReviewWeek(DateTime Monday, TimeZoneInfo Zone)
{
    /// <summary>Its first moment, UTC.</summary>
    public DateTime From => WallClock.ToUtc(Zone, Monday);

    /// <summary>The moment after its last, UTC; 167 or 169 hours after the first in a week in which the clock changes.</summary>
    public DateTime Until => WallClock.ToUtc(Zone, Monday.AddDays(7));

    /// <summary>Its Sunday.</summary>
    public DateTime Sunday => Monday.AddDays(6);

    /// <summary>The week before it.</summary>
    public ReviewWeek Before => this with { Monday = Monday.AddDays(-7) };

    /// <summary>The last week that is over at a moment.</summary>
    /// <param name="zone">Whose calendar.</param>
    /// <param name="now">The moment, UTC.</param>
    public static ReviewWeek LastOver(TimeZoneInfo zone, DateTime now) =>
        new(WallClock.MondayOf(WallClock.ToLocal(zone, now)).AddDays(-7), zone);
}

/// <summary>When both teams sit down together: each week on one day at one time of the agreement's time zone.</summary>
/// <param name="Zone">Whose clock.</param>
/// <param name="Day">The day of the week.</param>
/// <param name="Minute">Minute of that day, 0 to 1439.</param>
public sealed record ReviewSchedule(TimeZoneInfo Zone, DayOfWeek Day, int Minute)
{
    /// <summary>The day when an agreement names none.</summary>
    public const DayOfWeek UsualDay = DayOfWeek.Monday;

    /// <summary>The minute when an agreement names none: 07:00.</summary>
    public const int UsualMinute = 420;

    /// <summary>The latest review at or before a moment, UTC. A time that the clock skips is the moment it jumps.</summary>
    /// <param name="now">The moment, UTC.</param>
    public DateTime Latest(DateTime now)
    {
        var today = WallClock.ToLocal(Zone, now).Date;
        var day = today.AddDays(-(((int)today.DayOfWeek - (int)Day + 7) % 7));
        var review = WallClock.ToUtc(Zone, day.AddMinutes(Minute));
        return review <= now ? review : WallClock.ToUtc(Zone, day.AddDays(-7).AddMinutes(Minute));
    }

    /// <summary>The week that the latest review looks at: the last that was over when it began.</summary>
    /// <param name="now">The moment, UTC.</param>
    public ReviewWeek WeekReviewed(DateTime now) => ReviewWeek.LastOver(Zone, Latest(now));
}
