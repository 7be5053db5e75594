using System;
using System.Linq;
using Smarketing.LocalDataverse.Formatting;

namespace Smarketing.LocalDataverse.Query;

/// <summary>For whom and when a query runs: what "me", "today" and "last 3 days" mean.</summary>
internal sealed class QueryMoment(ICaller caller, DateTime utcNow)
{
    /// <summary>The user who asks.</summary>
    public ICaller Caller => caller;

    /// <summary>Now, in UTC.</summary>
    public DateTime UtcNow => utcNow;

    /// <summary>The rows the caller gets to see; null for all.</summary>
    public IRowFilter? RowFilter { get; init; }

    /// <summary>The result is for a user to read: with formatted values and the names of lookups.</summary>
    public bool WithFormats { get; init; }

    /// <summary>How to write values; null when nobody reads them.</summary>
    public UserFormats? Formats => WithFormats ? caller.Formats : null;

    /// <summary>Now in the user's time zone.</summary>
    public DateTime Local => LocalOf(utcNow);

    /// <summary>Today's date in the user's time zone.</summary>
    public DateTime Today => Local.Date;

    /// <summary>An instant in the user's time zone.</summary>
    public DateTime LocalOf(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), caller.TimeZone);

    /// <summary>The instant, in UTC, at which a date begins in the user's time zone.</summary>
    public DateTime StartOf(DateTime date)
    {
        var zone = caller.TimeZone;
        var midnight = DateTime.SpecifyKind(date.Date, DateTimeKind.Unspecified);

        // Where clocks go forward at midnight, the day begins when they have done so.
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(15);

        // Where they go back over midnight, it strikes twice and the day begins the first time.
        if (zone.IsAmbiguousTime(midnight))
            return DateTime.SpecifyKind(midnight - zone.GetAmbiguousTimeOffsets(midnight).Max(), DateTimeKind.Utc);
        return TimeZoneInfo.ConvertTimeToUtc(midnight, zone);
    }
}
