using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.ServiceLevel;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>Reads calendars of working hours from their rows.</summary>
internal static class CalendarReader
{
    // As far as a clock looks ahead.
    private const int YearsAhead = 21;
    private const int LeapYear = 2024;

    /// <summary>The columns with hours of a weekday, Sunday first as <see cref="DayOfWeek"/> counts.</summary>
    public static readonly IReadOnlyList<string> Days =
    [
        Tables.Calendar.Columns.Sunday, Tables.Calendar.Columns.Monday, Tables.Calendar.Columns.Tuesday, Tables.Calendar.Columns.Wednesday,
        Tables.Calendar.Columns.Thursday, Tables.Calendar.Columns.Friday, Tables.Calendar.Columns.Saturday,
    ];

    /// <summary>Day and night, for an agreement without a calendar.</summary>
    public static WorkingCalendar RoundTheClock()
    {
        IReadOnlyList<OpeningHours> all = [new OpeningHours(TimeSpan.Zero, TimeSpan.FromDays(1))];
        return new WorkingCalendar(TimeZoneInfo.Utc, Enumerable.Range(0, 7).ToDictionary(day => (DayOfWeek)day, _ => all));
    }

    /// <summary>The calendar of a row with its holidays.</summary>
    /// <param name="row">Its zone and hours.</param>
    /// <param name="holidays">Its active holidays.</param>
    /// <param name="from">The first year in which yearly holidays are of interest.</param>
    /// <exception cref="RefusalException">Its zone is not known, or some hours cannot be read.</exception>
    public static WorkingCalendar Of(Tables.Calendar row, IEnumerable<Tables.Holiday> holidays, int from)
    {
        var week = Enumerable.Range(0, 7).ToDictionary(
            day => (DayOfWeek)day, day => Hours(row.GetAttributeValue<string?>(Days[day]), fault => HandoffTexts.CalendarHours(row.Name, (DayOfWeek)day, fault)));
        var exceptions = new Dictionary<DateTime, IReadOnlyList<OpeningHours>>();
        // A date of its own wins over a yearly one.
        foreach (var holiday in holidays.Where(holiday => holiday.On is not null).OrderByDescending(holiday => holiday.Yearly == true))
        {
            var hours = Hours(holiday.Hours, fault => HandoffTexts.HolidayHours(holiday.Name, fault));
            foreach (var date in Dates(holiday, from))
                exceptions[date] = hours;
        }

        return new WorkingCalendar(
            TimeZones.Find(row.TimeZone) ?? throw new RefusalException(HandoffTexts.NoSuchTimeZone(row.Name, row.TimeZone)), week, exceptions);
    }

    /// <summary>Refuses a calendar that could not be read.</summary>
    /// <param name="row">The calendar as it will be.</param>
    /// <exception cref="RefusalException">It cannot.</exception>
    public static void Check(Tables.Calendar row)
    {
        if (string.IsNullOrWhiteSpace(row.TimeZone))
            throw new RefusalException(HandoffTexts.NoSuchTimeZone(row.Name, row.TimeZone));
        if (!Of(row, [], LeapYear).EverOpens)
            throw new RefusalException(HandoffTexts.NeverOpens(row.Name));
    }

    /// <summary>Refuses a holiday whose hours could not be read.</summary>
    /// <param name="row">The holiday as it will be.</param>
    /// <exception cref="RefusalException">They cannot.</exception>
    public static void Check(Tables.Holiday row) => Hours(row.Hours, fault => HandoffTexts.HolidayHours(row.Name, fault));

    /// <summary>The active holidays of a calendar: one read.</summary>
    public static IReadOnlyList<Tables.Holiday> Holidays(IOrganizationService service, Guid calendarId)
    {
        var query = new QueryExpression(Tables.Holiday.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.Holiday.Columns.Name, Tables.Holiday.Columns.On, Tables.Holiday.Columns.Yearly, Tables.Holiday.Columns.Hours),
        };
        query.Criteria.AddCondition(Tables.Holiday.Columns.CalendarId, ConditionOperator.Equal, calendarId);
        query.Criteria.AddCondition(Tables.Holiday.Columns.StateCode, ConditionOperator.Equal, (int)Tables.HolidayState.Active);
        return Pages.All(service, query).Select(row => row.ToEntity<Tables.Holiday>()).ToArray();
    }

    private static IEnumerable<DateTime> Dates(Tables.Holiday holiday, int from)
    {
        var on = holiday.On!.Value.Date;
        if (holiday.Yearly != true)
            return [DateTime.SpecifyKind(on, DateTimeKind.Unspecified)];
        // The 29th of February comes every fourth year.
        return Enumerable.Range(from, YearsAhead).Where(year => on.Day <= DateTime.DaysInMonth(year, on.Month)).Select(year => new DateTime(year, on.Month, on.Day));
    }

    private static IReadOnlyList<OpeningHours> Hours(string? text, Func<HoursFault, Text> words)
    {
        var read = OpeningHoursText.Parse(text);
        return read.Fault is null ? read.Hours : throw new RefusalException(words(read.Fault));
    }
}
