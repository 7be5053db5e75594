using System;
using System.Collections.Generic;
using System.Linq;

namespace Smarketing.Crm.Domain.ServiceLevel;

/// <summary>
/// When people work: hours for each day of the week in one time zone, and days that differ (holidays, bridging days).
/// Hours are wall-clock times: an hour the clock skips is not worked, an hour it strikes twice is worked twice.
/// </summary>
public sealed class WorkingCalendar
{
    private static readonly IReadOnlyList<OpeningHours> Closed = Array.AsReadOnly(Array.Empty<OpeningHours>());

    private readonly IReadOnlyList<OpeningHours>[] week;
    private readonly Dictionary<DateTime, IReadOnlyList<OpeningHours>> exceptions;

    /// <summary>A calendar.</summary>
    /// <param name="timeZone">Whose clock the hours are read off.</param>
    /// <param name="week">Hours of each day of the week; a day left out is closed.</param>
    /// <param name="exceptions">Local dates with hours of their own; no hours is a holiday.</param>
    /// <exception cref="ArgumentException">Hours of one day overlap.</exception>
    public WorkingCalendar(
        TimeZoneInfo timeZone,
        IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpeningHours>> week,
        IReadOnlyDictionary<DateTime, IReadOnlyList<OpeningHours>>? exceptions = null)
    {
        TimeZone = timeZone ?? throw new ArgumentNullException(nameof(timeZone));
        if (week is null)
            throw new ArgumentNullException(nameof(week));
        this.week = new IReadOnlyList<OpeningHours>[7];
        for (var day = 0; day < 7; day++)
            this.week[day] = week.TryGetValue((DayOfWeek)day, out var hours) ? InOrder(hours) : Closed;
        this.exceptions = (exceptions ?? new Dictionary<DateTime, IReadOnlyList<OpeningHours>>())
            .ToDictionary(pair => pair.Key.Date, pair => InOrder(pair.Value));
    }

    /// <summary>Whose clock the hours are read off.</summary>
    public TimeZoneInfo TimeZone { get; }

    /// <summary>Whether any ordinary week has working time; without, a clock never comes to its end.</summary>
    public bool EverOpens => week.Any(hours => hours.Count > 0);

    /// <summary>The hours of a local date, in order.</summary>
    public IReadOnlyList<OpeningHours> On(DateTime localDate) =>
        exceptions.TryGetValue(localDate.Date, out var hours) ? hours : week[(int)localDate.DayOfWeek];

    private static IReadOnlyList<OpeningHours> InOrder(IReadOnlyList<OpeningHours> hours)
    {
        var ordered = hours.OrderBy(stretch => stretch.From).ToArray();
        for (var i = 1; i < ordered.Length; i++)
        {
            if (ordered[i].From < ordered[i - 1].To)
                throw new ArgumentException("Opening hours of one day overlap. Make one stretch of them.", nameof(hours));
        }

        return Array.AsReadOnly(ordered);
    }
}
