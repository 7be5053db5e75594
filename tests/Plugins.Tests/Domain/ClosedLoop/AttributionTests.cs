using System;
using System.Linq;
using Smarketing.Crm.Domain.ClosedLoop;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.ClosedLoop;

/// <summary>Who earns what, by each of the seven models.</summary>
public sealed class AttributionTests
{
    private static readonly DateTime Day = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    // Touches on days 0, 2, 4, 6, 8; lead on 2, opportunity on 6, won on 9.
    private static readonly Milestones Whole = new(Day.AddDays(2), Day.AddDays(6), Day.AddDays(9));

    [Theory]
    [InlineData(AttributionModel.First, "1000 0 0 0 0")]
    [InlineData(AttributionModel.Last, "0 0 0 0 1000")]
    [InlineData(AttributionModel.Linear, "200 200 200 200 200")]
    [InlineData(AttributionModel.UShaped, "400 66.67 66.67 66.66 400")]
    [InlineData(AttributionModel.WShaped, "300 300 50 300 50")]
    [InlineData(AttributionModel.FullPath, "225 225 100 225 225")]
    [InlineData(AttributionModel.TimeDecay, "")]
    public void Five_touches_share_a_thousand(AttributionModel model, string shares)
    {
        if (model == AttributionModel.TimeDecay)
            shares = Decayed(1000m, 8, 6, 4, 2, 0);
        Assert.Equal(shares, Shares(model, Whole, 1000m, 0, 2, 4, 6, 8));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void One_touch_gets_everything(AttributionModel model) => Assert.Equal("99.99", Shares(model, Whole, 99.99m, 3));

    [Theory]
    [MemberData(nameof(Models))]
    public void Without_touches_nothing_is_attributed(AttributionModel model) => Assert.Equal(string.Empty, Shares(model, Whole, 99.99m));

    [Theory]
    [MemberData(nameof(Models))]
    public void What_comes_after_the_outcome_earns_nothing(AttributionModel model) =>
        Assert.Equal("10", Shares(model, Whole, 10m, 1, 10));

    [Fact]
    public void Without_touches_between_the_ends_share_the_middle() => Assert.Equal("5 5", Shares(AttributionModel.UShaped, Whole, 10m, 0, 8));

    [Fact]
    public void A_touch_at_the_moment_of_a_milestone_led_to_it_and_one_after_did_not()
    {
        var milestones = new Milestones(Day.AddDays(2), null, null);

        Assert.Equal("45 45 10", Shares(AttributionModel.WShaped, milestones, 100m, 0, 2, 8));
        Assert.Equal("90 5 5", Shares(AttributionModel.WShaped, milestones, 100m, 0, 3, 8));
    }

    [Fact]
    public void A_touch_that_led_to_two_milestones_earns_both() =>
        Assert.Equal("60 30 10", Shares(AttributionModel.WShaped, new Milestones(Day, Day.AddDays(3), Day.AddDays(9)), 100m, 0, 3, 8));

    [Fact]
    public void A_milestone_not_reached_leaves_its_share_to_the_others() =>
        Assert.Equal("300 300 100 300", Shares(AttributionModel.FullPath, Whole with { ClosedOn = null }, 1000m, 0, 2, 4, 6));

    [Fact]
    public void Seven_days_halve_a_touch() => Assert.Equal("10 20", Shares(AttributionModel.TimeDecay, Whole, 30m, 1, 8));

    [Fact]
    public void Odd_cents_go_to_the_earlier_touch() => Assert.Equal("0.04 0.03 0.03", Shares(AttributionModel.Linear, Whole, 0.10m, 0, 2, 4));

    [Fact]
    public void A_reversal_takes_back_exactly_what_was_given() =>
        Assert.Equal("-0.04 -0.03 -0.03", Shares(AttributionModel.Linear, Whole, -0.10m, 0, 2, 4));

    [Fact]
    public void Parts_of_a_cent_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Shares(AttributionModel.Linear, Whole, 0.001m, 0));

    public static TheoryData<AttributionModel> Models() => [.. Enum.GetValues<AttributionModel>()];

    private static string Shares(AttributionModel model, Milestones milestones, decimal amount, params int[] days)
    {
        var touches = days.Select(day => new Touch(Day.AddDays(day), "t" + day));
        return string.Join(" ", Attribution.Share(model, Attribution.Before(touches, Day.AddDays(9)), milestones, amount).Select(Plain));
    }

    private static string Decayed(decimal amount, params int[] ages)
    {
        var weights = ages.Select(age => Math.Pow(2, -age / 7.0)).ToArray();
        var exact = weights.Select(weight => (double)amount * 100 * weight / weights.Sum()).ToArray();
        var cents = exact.Select(share => (long)share).ToArray();
        foreach (var i in Enumerable.Range(0, cents.Length).OrderByDescending(i => exact[i] - cents[i]).Take((int)((amount * 100) - cents.Sum())))
            cents[i]++;
        return string.Join(" ", cents.Select(cent => Plain(cent / 100m)));
    }

    private static string Plain(decimal amount) => amount.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
