using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Domain.ServiceLevel;

/// <summary>Measures working time of a calendar between instants, and finds the instant at which so much of it has passed.</summary>
public static class WorkingTime
{
    // A clock that needs longer than this has no end anybody will wait for (a calendar of holidays only, say).
    private const int MostDays = 366 * 20;

    private static readonly DateTime First = new(1753, 1, 3, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Last = new(9999, 12, 29, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The working time between two instants; zero when the second is not after the first.</summary>
    /// <param name="calendar">When people work.</param>
    /// <param name="from">UTC.</param>
    /// <param name="to">UTC.</param>
    public static TimeSpan Between(WorkingCalendar calendar, DateTime from, DateTime to)
    {
        var sum = TimeSpan.Zero;
        foreach (var worked in Spans(calendar, from))
        {
            if (worked.From >= to)
                break;
            sum += worked.Within(new Span(from, to)).Length;
        }

        return sum;
    }

    /// <summary>The first instant at which so much working time has passed; null when it never does within twenty years.</summary>
    /// <param name="calendar">When people work.</param>
    /// <param name="from">UTC.</param>
    /// <param name="work">Working time; zero or less is over at once.</param>
    public static DateTime? After(WorkingCalendar calendar, DateTime from, TimeSpan work)
    {
        if (work <= TimeSpan.Zero)
            return from;
        var left = work;
        foreach (var worked in Spans(calendar, from))
        {
            var length = worked.Length;
            if (length >= left)
                return worked.From + left;
            left -= length;
        }

        return null;
    }

    /// <summary>The working stretches from an instant on, in order; they end after twenty years.</summary>
    public static IEnumerable<Span> Spans(WorkingCalendar calendar, DateTime from)
    {
        if (calendar is null)
            throw new ArgumentNullException(nameof(calendar));
        return calendar.EverOpens ? Walk(calendar, from) : [];
    }

    private static IEnumerable<Span> Walk(WorkingCalendar calendar, DateTime from)
    {
        var start = from < First ? First : from > Last ? Last : from;

        // The day before, because a clock put back over midnight brings yesterday back.
        var day = TimeZoneInfo.ConvertTimeFromUtc(start, calendar.TimeZone).Date.AddDays(-1);
        var rest = new Span(from, DateTime.MaxValue);
        for (var i = 0; i < MostDays && day < Last.Date; i++, day = day.AddDays(1))
        {
            foreach (var worked in OfDay(calendar, day))
            {
                var within = worked.Within(rest);
                if (within.Length > TimeSpan.Zero)
                    yield return within;
            }
        }
    }

    // A day has one offset, or two when clocks change: what is worked before the change is read by the first, what after it by the second.
    private static IEnumerable<Span> OfDay(WorkingCalendar calendar, DateTime day)
    {
        var hours = calendar.On(day);
        if (hours.Count == 0)
            yield break;
        var zone = calendar.TimeZone;
        var earliest = DateTime.SpecifyKind(day.AddHours(-15), DateTimeKind.Utc);
        var latest = DateTime.SpecifyKind(day.AddHours(39), DateTimeKind.Utc);
        TimeSpan before = zone.GetUtcOffset(earliest), after = zone.GetUtcOffset(latest);
        if (before == after)
        {
            foreach (var stretch in hours)
                yield return At(day, stretch, before);
            yield break;
        }

        var change = ChangeBetween(zone, earliest, latest, before);
        foreach (var stretch in hours)
            yield return At(day, stretch, before).Within(new Span(DateTime.MinValue, change));
        foreach (var stretch in hours)
            yield return At(day, stretch, after).Within(new Span(change, DateTime.MaxValue));
    }

    private static Span At(DateTime day, OpeningHours hours, TimeSpan offset) => new(
        DateTime.SpecifyKind(day + hours.From - offset, DateTimeKind.Utc),
        DateTime.SpecifyKind(day + hours.To - offset, DateTimeKind.Utc));

    // Zones change on whole minutes.
    private static DateTime ChangeBetween(TimeZoneInfo zone, DateTime low, DateTime high, TimeSpan before)
    {
        while (high - low > TimeSpan.FromMinutes(1))
        {
            var middle = low.AddMinutes(Math.Floor((high - low).TotalMinutes / 2));
            if (zone.GetUtcOffset(middle) == before)
                low = middle;
            else
                high = middle;
        }

        return high;
    }
}
