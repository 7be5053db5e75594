using System;
using System.Linq;

namespace Smarketing.LocalDataverse.Query;

/// <summary>For whom and when a query runs: what "me", "today" and "last 3 days" mean.</summary>
internal sealed class QueryMoment(Guid callerId, DateTime utcNow, Func<TimeZoneInfo> timeZone, Func<int> languageCode)
{
    private TimeZoneInfo? zone;
    private int? language;

    /// <summary>The user who asks.</summary>
    public Guid CallerId => callerId;

    /// <summary>Now, in UTC.</summary>
    public DateTime UtcNow => utcNow;

    /// <summary>The user's time zone, looked up only when a condition needs it.</summary>
    public TimeZoneInfo TimeZone => zone ??= timeZone();

    /// <summary>The user's language (LCID), in which choices sort.</summary>
    public int LanguageCode => language ??= languageCode();

    /// <summary>Now in the user's time zone.</summary>
    public DateTime Local => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utcNow, DateTimeKind.Utc), TimeZone);

    /// <summary>Today's date in the user's time zone.</summary>
    public DateTime Today => Local.Date;

    /// <summary>The instant, in UTC, at which a date begins in the user's time zone.</summary>
    public DateTime StartOf(DateTime date)
    {
        var midnight = DateTime.SpecifyKind(date.Date, DateTimeKind.Unspecified);

        // Where clocks go forward at midnight, the day begins when they have done so.
        while (TimeZone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(15);

        // Where they go back over midnight, it strikes twice and the day begins the first time.
        if (TimeZone.IsAmbiguousTime(midnight))
            return DateTime.SpecifyKind(midnight - TimeZone.GetAmbiguousTimeOffsets(midnight).Max(), DateTimeKind.Utc);
        return TimeZoneInfo.ConvertTimeToUtc(midnight, TimeZone);
    }
}
