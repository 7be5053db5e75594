using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Smarketing.Crm.Domain.ServiceLevel;

namespace Smarketing.Tests.Plugins.Domain.ServiceLevel;

/// <summary>Calendars to measure by, and the slow clock every fast one is held against.</summary>
internal static class Calendars
{
    public static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Romance Standard Time");

    // Half-hour changes (Lord Howe), changes at midnight (Beirut, Havana), southern summer, no summer time, far from UTC on both sides.
    private static readonly string[] Zones =
    [
        "Europe/Paris", "Australia/Lord_Howe", "Asia/Beirut", "America/Havana", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "UTC",
        "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/St_Johns",
    ];

    /// <summary>Monday to Friday, nine to twelve and two to six, Paris.</summary>
    public static WorkingCalendar Office(params DateTime[] holidays) => new(
        Paris,
        Enumerable.Range(1, 5).ToDictionary(day => (DayOfWeek)day, _ => Hours((9, 12), (14, 18))),
        holidays.ToDictionary(day => day, _ => Hours()));

    public static IReadOnlyList<OpeningHours> Hours(params (double From, double To)[] hours) =>
        hours.Select(stretch => new OpeningHours(TimeSpan.FromHours(stretch.From), TimeSpan.FromHours(stretch.To))).ToArray();

    /// <summary>Any calendar, its hours at whole quarters.</summary>
    public static readonly Gen<WorkingCalendar> Any =
        from zone in Gen.Int[0, Zones.Length - 1].Select(i => Zones[i])
        from days in Day.Array[7]
        from holidays in Gen.Select(Gen.Int[0, 1200], Day, (offset, hours) => (Date: new DateTime(2024, 1, 1).AddDays(offset), hours)).Array[0, 6]
        select new WorkingCalendar(
            TimeZoneInfo.FindSystemTimeZoneById(zone),
            days.Select((hours, day) => (hours, day)).ToDictionary(pair => (DayOfWeek)pair.day, pair => pair.hours),
            holidays.GroupBy(holiday => holiday.Date).ToDictionary(same => same.Key, same => same.First().hours));

    /// <summary>Minute by minute: is the wall clock within the hours of its date?</summary>
    public static TimeSpan BruteForce(WorkingCalendar calendar, DateTime from, DateTime to)
    {
        var minutes = 0;
        for (var at = from; at < to; at = at.AddMinutes(1))
        {
            var local = TimeZoneInfo.ConvertTimeFromUtc(at, calendar.TimeZone);
            if (calendar.On(local.Date).Any(hours => local.TimeOfDay >= hours.From && local.TimeOfDay < hours.To))
                minutes++;
        }

        return TimeSpan.FromMinutes(minutes);
    }

    private static Gen<IReadOnlyList<OpeningHours>> Day =>
        Gen.Int[0, 96].Array[0, 4].Select(quarters => (IReadOnlyList<OpeningHours>)quarters.Order().Distinct().Chunk(2).Where(pair => pair.Length == 2)
            .Select(pair => new OpeningHours(TimeSpan.FromMinutes(15 * pair[0]), TimeSpan.FromMinutes(15 * pair[1]))).ToArray());
}

internal static class EveryDay
{
    /// <summary>The same hours on each day of the week.</summary>
    public static Dictionary<DayOfWeek, IReadOnlyList<OpeningHours>> Repeat(this IReadOnlyList<OpeningHours> hours) =>
        Enumerable.Range(0, 7).ToDictionary(day => (DayOfWeek)day, _ => hours);
}
