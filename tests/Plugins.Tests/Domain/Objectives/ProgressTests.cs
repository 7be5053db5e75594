using System;
using Smarketing.Crm.Domain.Objectives;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Objectives;

/// <summary>Where an objective stands on a day: April has thirty of them.</summary>
public sealed class ProgressTests
{
    [Theory]
    [InlineData("2026-03-31", 0)]
    [InlineData("2026-04-01", 0)]
    [InlineData("2026-04-02", 1)]
    [InlineData("2026-04-16", 15)]
    [InlineData("2026-04-30", 29)]
    [InlineData("2026-05-01", 30)]
    [InlineData("2027-01-01", 30)]
    public void A_sum_is_expected_in_proportion_to_the_days_that_have_passed(string today, decimal expected) =>
        Assert.Equal(expected, On(today, Metric.Customers, 30, 0).Expected);

    [Theory]
    [InlineData("2026-03-31", 0)]
    [InlineData("2026-04-01", 40)]
    [InlineData("2026-05-01", 40)]
    public void A_rate_is_expected_whole_from_the_first_day(string today, decimal expected) =>
        Assert.Equal(expected, On(today, Metric.SigningRate, 40, 1, 2).Expected);

    [Theory]
    [InlineData("2026-03-31", null)]
    [InlineData("2026-04-01", 90.0)]
    [InlineData("2026-04-02", 45.0)]
    [InlineData("2026-04-30", 3.0)]
    [InlineData("2026-05-01", 3.0)]
    public void A_sum_is_foreseen_to_go_on_as_on_the_days_begun(string today, double? forecast) =>
        Assert.Equal((decimal?)forecast, On(today, Metric.NewOpportunities, 30, 3).Forecast);

    [Fact]
    public void A_rate_is_foreseen_to_stay() => Assert.Equal(33.33m, On("2026-04-10", Metric.SigningRate, 40, 1, 3).Forecast);

    [Fact]
    public void A_rate_of_nothing_is_not_known_and_behind_nobody()
    {
        var progress = On("2026-04-10", Metric.MeetingRate, 40, 0, 0);

        Assert.Null(progress.Actual);
        Assert.Null(progress.Forecast);
        Assert.Equal(Pace.OnTrack, progress.Pace);
    }

    [Theory]
    [InlineData("2026-03-31", 9900, Pace.NotStarted)]
    [InlineData("2026-04-01", 0, Pace.OnTrack)]
    [InlineData("2026-04-16", 1349, Pace.Behind)]
    [InlineData("2026-04-16", 1350, Pace.OnTrack)]
    [InlineData("2026-04-03", 0, Pace.OnTrack)]
    [InlineData("2026-04-04", 0, Pace.Behind)]
    [InlineData("2026-04-16", 2999, Pace.OnTrack)]
    [InlineData("2026-04-16", 3000, Pace.Reached)]
    [InlineData("2026-04-30", 2900, Pace.OnTrack)]
    [InlineData("2026-04-30", 2609, Pace.Behind)]
    [InlineData("2026-04-30", 2610, Pace.OnTrack)]
    [InlineData("2026-05-01", 2999, Pace.Missed)]
    [InlineData("2026-05-01", 3000, Pace.Reached)]
    [InlineData("2026-04-16", -100, Pace.Behind)]
    public void A_sum_stands(string today, int cents, Pace pace) =>
        Assert.Equal(pace, On(today, Metric.Revenue, 30, cents / 100m).Pace);

    [Theory]
    [InlineData("2026-04-03", 0, Pace.OnTrack)]
    [InlineData("2026-04-16", 35, Pace.Behind)]
    [InlineData("2026-04-16", 36, Pace.OnTrack)]
    [InlineData("2026-04-30", 100, Pace.OnTrack)]
    [InlineData("2026-05-01", 39, Pace.Missed)]
    [InlineData("2026-05-01", 40, Pace.Reached)]
    public void A_rate_stands_and_is_reached_only_at_the_end(string today, decimal won, Pace pace) =>
        Assert.Equal(pace, On(today, Metric.SigningRate, 40, won, 100).Pace);

    [Theory]
    [InlineData("2026-04-04", 0, Pace.OnTrack)]
    [InlineData("2026-04-07", 0, Pace.Behind)]
    [InlineData("2026-04-07", 1, Pace.OnTrack)]
    [InlineData("2026-04-12", 1, Pace.OnTrack)]
    [InlineData("2026-04-13", 1, Pace.Behind)]
    public void A_count_is_behind_by_whole_numbers_only(string today, int count, Pace pace) =>
        Assert.Equal(pace, On(today, Metric.Customers, 5, count).Pace);

    [Fact]
    public void A_rate_of_nothing_at_the_end_is_missed() => Assert.Equal(Pace.Missed, On("2026-05-01", Metric.SigningRate, 40, 0, 0).Pace);

    [Theory]
    [InlineData("2026-04-30", false)]
    [InlineData("2026-05-01", true)]
    public void The_last_day_belongs_to_it(string today, bool isOver) => Assert.Equal(isOver, On(today, Metric.Margin, 30, 1).IsOver);

    [Fact]
    public void An_objective_of_one_day_expects_nothing_that_day_and_everything_the_next()
    {
        var day = Goals.April(Metric.Customers, 2) with { Until = Goals.First };

        Assert.Equal(0, Progress.Of(day, new Measured(0), Goals.First).Expected);
        Assert.Equal(2, Progress.Of(day, new Measured(0), Goals.First.AddDays(1)).Expected);
    }

    [Fact]
    public void What_is_expected_never_falls_and_ends_at_the_target()
    {
        var random = new Random(20260301);
        for (var run = 0; run < 500; run++)
        {
            var objective = Goals.April(Metric.Revenue, random.Next(1, 10_000_000) / 100m) with { Until = Goals.First.AddDays(random.Next(0, 800)) };
            var before = 0m;
            for (var day = Goals.First.AddDays(-1); day <= objective.Until!.Value.AddDays(1); day = day.AddDays(1))
            {
                var expected = Progress.Of(objective, new Measured(0), day).Expected;
                Assert.InRange(expected, before, objective.Target!.Value);
                before = expected;
            }

            Assert.Equal(objective.Target!.Value, before);
        }
    }

    [Fact]
    public void Only_a_smart_objective_is_held_against_figures() => Assert.Throws<ArgumentException>(
        () => Progress.Of(Goals.April(Metric.Customers, 0), new Measured(0), Goals.First));

    private static Progress On(string today, Metric metric, decimal target, decimal sum, decimal of = 0) => Progress.Of(
        Goals.April(metric, target), new Measured(sum, of), DateTime.ParseExact(today, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
}
