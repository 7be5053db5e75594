using System;
using System.Collections.Generic;
using CsCheck;
using Smarketing.Crm.Domain.ServiceLevel;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.ServiceLevel;

public sealed class WorkingTimeTests
{
    // Thursday; Paris is an hour ahead of UTC.
    private static readonly DateTime Thursday = new(2026, 3, 5, 0, 0, 0, DateTimeKind.Utc);

    private static readonly Gen<DateTime> Instant = Gen.Int[0, 3 * 365 * 24 * 60].Select(minute => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minute));

    [Fact]
    public void A_lead_handed_over_on_friday_evening_has_not_waited_by_monday_morning() =>
        Assert.Equal(TimeSpan.Zero, WorkingTime.Between(Calendars.Office(), Thursday.AddHours(24 + 17), Thursday.AddHours((4 * 24) + 8)));

    [Fact]
    public void Lunch_is_not_waiting() =>
        Assert.Equal(TimeSpan.FromHours(2), WorkingTime.Between(Calendars.Office(), Thursday.AddHours(10), Thursday.AddHours(14)));

    [Fact]
    public void A_holiday_is_not_waiting() =>
        Assert.Equal(
            TimeSpan.FromHours(1),
            WorkingTime.Between(Calendars.Office(Thursday.Date), Thursday.AddHours(7), Thursday.AddHours(24 + 9)));

    [Fact]
    public void Hours_of_a_special_day_take_the_place_of_the_ordinary_ones()
    {
        var calendar = new WorkingCalendar(TimeZoneInfo.Utc, Calendars.Hours((9, 17)).Repeat(), new Dictionary<DateTime, IReadOnlyList<OpeningHours>> { [Thursday.Date] = Calendars.Hours((10, 11)) });
        Assert.Equal(TimeSpan.FromHours(1), WorkingTime.Between(calendar, Thursday, Thursday.AddDays(1)));
    }

    [Theory]
    [InlineData("2026-03-29", 2)]
    [InlineData("2026-10-25", 4)]
    [InlineData("2026-06-07", 3)]
    public void The_hour_that_clocks_skip_is_not_worked_and_the_one_they_repeat_twice(string date, int worked)
    {
        var night = new WorkingCalendar(Calendars.Paris, Calendars.Hours((1, 4)).Repeat());
        var day = DateTime.SpecifyKind(DateTime.Parse(date, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
        Assert.Equal(TimeSpan.FromHours(worked), WorkingTime.Between(night, day.AddHours(-4), day.AddHours(20)));
    }

    [Fact]
    public void Working_time_is_what_a_clock_that_looks_every_minute_counts() =>
        Gen.Select(Calendars.Any, Instant, Gen.Int[0, 40 * 24 * 60]).Sample(
            (calendar, from, minutes) => Assert.Equal(
                Calendars.BruteForce(calendar, from, from.AddMinutes(minutes)), WorkingTime.Between(calendar, from, from.AddMinutes(minutes))),
            iter: 150);

    [Fact]
    public void Over_years_the_two_clocks_still_agree() =>
        Gen.Select(Calendars.Any, Instant).Sample(
            (calendar, from) => Assert.Equal(Calendars.BruteForce(calendar, from, from.AddDays(700)), WorkingTime.Between(calendar, from, from.AddDays(700))),
            iter: 4);

    [Fact]
    public void Time_measured_in_two_parts_adds_up() =>
        Gen.Select(Calendars.Any, Instant, Gen.Int[0, 50_000], Gen.Int[0, 50_000]).Sample((calendar, from, first, second) =>
        {
            DateTime middle = from.AddMinutes(first), end = middle.AddMinutes(second);
            Assert.Equal(WorkingTime.Between(calendar, from, end), WorkingTime.Between(calendar, from, middle) + WorkingTime.Between(calendar, middle, end));
        });

    [Fact]
    public void Exactly_so_much_has_passed_when_it_is_said_to_have_and_not_a_tick_earlier() =>
        Gen.Select(Calendars.Any, Instant, Gen.Int[1, 6000]).Sample((calendar, from, minutes) =>
        {
            var work = TimeSpan.FromMinutes(minutes);
            if (WorkingTime.After(calendar, from, work) is not { } due)
            {
                Assert.False(calendar.EverOpens);
                return;
            }

            Assert.Equal(work, WorkingTime.Between(calendar, from, due));
            Assert.True(WorkingTime.Between(calendar, from, due.AddTicks(-1)) < work);
        });

    [Fact]
    public void A_calendar_that_never_opens_has_no_end() =>
        Assert.Null(WorkingTime.After(new WorkingCalendar(TimeZoneInfo.Utc, Calendars.Hours().Repeat()), Thursday, TimeSpan.FromMinutes(1)));

    [Fact]
    public void The_edges_of_the_calendar_do_not_break_the_clock()
    {
        Assert.Equal(TimeSpan.Zero, WorkingTime.Between(Calendars.Office(), DateTime.MaxValue, DateTime.MaxValue));
        Assert.Null(WorkingTime.After(Calendars.Office(), DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc), TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData(9, 9)]
    [InlineData(10, 9)]
    [InlineData(-1, 9)]
    [InlineData(9, 24.5)]
    public void Hours_that_are_none_are_refused(double from, double to) =>
        Assert.Throws<ArgumentException>(() => new OpeningHours(TimeSpan.FromHours(from), TimeSpan.FromHours(to)));

    [Fact]
    public void Hours_that_overlap_are_refused() =>
        Assert.Throws<ArgumentException>(() => new WorkingCalendar(TimeZoneInfo.Utc, Calendars.Hours((9, 13), (12, 18)).Repeat()));
}
