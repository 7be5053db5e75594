using System;
using System.Globalization;
using Smarketing.Crm.Domain.Review;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Review;

/// <summary>Which week is reviewed, and when: by the clock on the wall, whatever it does in March and October.</summary>
public sealed class ReviewScheduleTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Theory]
    [InlineData("2026-03-02T05:59:59", "2026-02-23T06:00:00")]
    [InlineData("2026-03-02T06:00:00", "2026-03-02T06:00:00")]
    [InlineData("2026-03-08T22:00:00", "2026-03-02T06:00:00")]
    [InlineData("2026-03-30T04:59:59", "2026-03-23T06:00:00")]
    [InlineData("2026-03-30T05:00:00", "2026-03-30T05:00:00")]
    [InlineData("2026-10-26T06:00:00", "2026-10-26T06:00:00")]
    public void The_latest_review_was_on_Monday_at_seven_in_Paris(string now, string review) =>
        Assert.Equal(Utc(review), new ReviewSchedule(Paris, ReviewSchedule.UsualDay, ReviewSchedule.UsualMinute).Latest(Utc(now)));

    [Theory]
    [InlineData("2026-03-02T05:59:59", "2026-02-16")]
    [InlineData("2026-03-02T06:00:00", "2026-02-23")]
    [InlineData("2026-03-05T12:00:00", "2026-02-23")]
    public void It_looks_at_the_week_before(string now, string monday) =>
        Assert.Equal(Day(monday), new ReviewSchedule(Paris, DayOfWeek.Monday, 420).WeekReviewed(Utc(now)).Monday);

    [Theory]
    [InlineData(DayOfWeek.Thursday, "2026-03-05T07:59:59", "2026-02-16")]
    [InlineData(DayOfWeek.Thursday, "2026-03-05T08:00:00", "2026-02-23")]
    [InlineData(DayOfWeek.Sunday, "2026-03-01T08:00:00", "2026-02-16")]
    public void On_another_day_it_looks_at_the_last_week_that_was_over(DayOfWeek day, string now, string monday) =>
        Assert.Equal(Day(monday), new ReviewSchedule(Paris, day, 540).WeekReviewed(Utc(now)).Monday);

    [Fact]
    public void A_time_that_the_clock_skips_is_the_moment_it_jumps() =>
        Assert.Equal(Utc("2026-03-29T01:00:00"), new ReviewSchedule(Paris, DayOfWeek.Sunday, 150).Latest(Utc("2026-03-29T12:00:00")));

    [Fact]
    public void A_time_that_the_clock_shows_twice_is_the_first() =>
        Assert.Equal(Utc("2026-10-25T00:30:00"), new ReviewSchedule(Paris, DayOfWeek.Sunday, 150).Latest(Utc("2026-10-25T00:45:00")));

    [Theory]
    [InlineData("2026-03-23", 167)]
    [InlineData("2026-03-02", 168)]
    [InlineData("2026-10-19", 169)]
    public void A_week_in_which_the_clock_changes_is_shorter_or_longer(string monday, int hours)
    {
        var week = new ReviewWeek(Day(monday), Paris);

        Assert.Equal(TimeSpan.FromHours(hours), week.Until - week.From);
    }

    [Theory]
    [InlineData("2026-03-01T22:59:59", "2026-02-16")]
    [InlineData("2026-03-01T23:00:00", "2026-02-23")]
    public void A_week_is_over_at_midnight_in_the_zone(string now, string monday) =>
        Assert.Equal(Day(monday), ReviewWeek.LastOver(Paris, Utc(now)).Monday);

    [Fact]
    public void Weeks_follow_each_other_without_gap_or_overlap()
    {
        for (var week = new ReviewWeek(Day("2024-01-01"), Paris); week.Monday.Year < 2029; week = week with { Monday = week.Monday.AddDays(7) })
        {
            Assert.Equal(week.From, week.Before.Until);
            Assert.Equal(DayOfWeek.Monday, week.Monday.DayOfWeek);
        }
    }

    private static DateTime Utc(string text) => DateTime.SpecifyKind(Parse(text), DateTimeKind.Utc);

    private static DateTime Day(string text) => Parse(text);

    private static DateTime Parse(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
