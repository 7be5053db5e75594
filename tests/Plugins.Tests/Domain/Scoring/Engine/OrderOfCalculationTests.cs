using System;
using System.Collections.Generic;
using Smarketing.Crm.Domain.Scoring;
using Xunit;
using Fading = Smarketing.Crm.Domain.Scoring.Decay;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Engine;

public sealed class OrderOfCalculationTests
{
    private static readonly DateTime Now = Given.Noon;

    [Fact]
    public void A_source_key_counts_once() =>
        Assert.Equal(10m, Given.EngagementOf(Now, Given.Engagement(), Given.Event(Now, key: "visit-1"), Given.Event(Now.AddDays(-1), key: "visit-1")));

    [Fact]
    public void Events_without_a_source_key_stand_for_themselves() =>
        Assert.Equal(20m, Given.EngagementOf(Now, Given.Engagement(), Given.Event(Now), Given.Event(Now)));

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 0)]
    public void An_event_as_old_as_the_window_counts_and_a_second_older_does_not(int secondsMore, int expected) =>
        Assert.Equal(expected, Given.EngagementOf(Now, Given.Engagement(window: 30), Given.Event(Now.AddDays(-30).AddSeconds(-secondsMore))));

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 0)]
    public void What_has_not_happened_yet_does_not_count(int secondsAhead, int expected) =>
        Assert.Equal(expected, Given.EngagementOf(Now, Given.Engagement(), Given.Event(Now.AddSeconds(secondsAhead))));

    [Fact]
    public void The_frequency_limit_keeps_the_newest() =>
        // Two of three within a week: the newest at full worth and the next at half; the oldest, at a quarter, is over the limit.
        Assert.Equal(15m, Given.EngagementOf(
            Now,
            Given.Engagement(count: 2, days: 7, decay: Fading.HalfLife(2)),
            Given.Event(Now.AddDays(-4)), Given.Event(Now), Given.Event(Now.AddDays(-2))));

    [Theory]
    [InlineData(7 * 86_400, 20)]
    [InlineData((7 * 86_400) - 1, 10)]
    public void Events_a_whole_period_apart_are_not_in_the_same_period(int secondsApart, int expected) =>
        Assert.Equal(expected, Given.EngagementOf(
            Now, Given.Engagement(count: 1, days: 7), Given.Event(Now), Given.Event(Now.AddSeconds(-secondsApart))));

    [Fact]
    public void The_cap_comes_after_decay_so_that_stale_events_do_not_eat_it() =>
        // 8 fresh points and 4 faded ones make 12; were the cap of 12 taken before decay, the 8 stale points would leave room for 4 fresh ones.
        Assert.Equal(12m, Given.EngagementOf(
            Now, Given.Engagement(points: 8, cap: 12, decay: Fading.HalfLife(10)), Given.Event(Now), Given.Event(Now.AddDays(-10))));

    [Theory]
    [InlineData(30, 30)]
    [InlineData(29, 29)]
    [InlineData(31, 30)]
    public void A_criterion_gives_no_more_than_its_cap(int points, int expected) =>
        Assert.Equal(expected, Given.EngagementOf(Now, Given.Engagement(points: points, cap: 30), Given.Event(Now)));

    [Fact]
    public void A_group_gives_no_more_than_its_cap_and_the_rest_stands_in_a_line()
    {
        var policy = ScoringPolicy.Compile(
            Given.Model(Given.Engagement(points: 30), Given.Engagement(EngagementType.ContentView, 25))
                with { GroupCaps = new Dictionary<CriterionGroup, int> { [CriterionGroup.Interest] = 40 } },
            Given.Terms());
        var score = Score.Of(policy, Given.Facts(policy, Given.Event(Now), Given.Event(Now, EngagementType.ContentView)), Now);
        Assert.Equal(40m, score.Engagement);
        Assert.Contains(score.Contributions, line => line.Kind == ContributionKind.GroupCap && line.Points == -15m);
    }

    [Fact]
    public void A_criterions_cap_cut_is_a_line_of_its_own()
    {
        var policy = Given.Policy(Given.Engagement(points: 30, cap: 50));
        var score = Score.Of(policy, Given.Facts(policy, Given.Event(Now), Given.Event(Now)), Now);
        Assert.Collection(
            score.Contributions,
            line => Assert.Equal((ContributionKind.Criterion, 60m, 2), (line.Kind, line.Points, line.Events)),
            line => Assert.Equal((ContributionKind.CriterionCap, -10m), (line.Kind, line.Points)));
    }

    [Theory]
    [InlineData(60, 100)]
    [InlineData(-60, 0)]
    public void A_dimension_stays_within_0_and_100(int points, int expected)
    {
        var policy = Given.Policy(
            Given.Fit("a", FitOperator.IsUnknown, points: points), Given.Fit("b", FitOperator.IsUnknown, points: points));
        Assert.Equal(expected, Score.Of(policy, Given.Facts(policy), Now).Fit);
    }

    [Fact]
    public void Rounding_happens_once_at_the_end()
    {
        // Three thirds of a point: rounded each they would make 9.99.
        var policy = Given.Policy(Given.Engagement(points: 5, decay: Fading.Linear(3)));
        var twoThirds = Given.Event(Now.AddDays(-1));
        Assert.Equal(10m, Score.Of(policy, Given.Facts(policy, twoThirds, twoThirds, twoThirds), Now).Engagement);
    }

    [Theory]
    [InlineData(75, Grade.A4)]
    [InlineData(74, Grade.B4)]
    [InlineData(50, Grade.B4)]
    [InlineData(49, Grade.C4)]
    [InlineData(25, Grade.C4)]
    [InlineData(24, Grade.D4)]
    public void A_band_begins_at_its_threshold(int fit, Grade grade)
    {
        var policy = Given.Policy(Given.Fit("a", FitOperator.IsUnknown, points: fit));
        Assert.Equal(grade, Score.Of(policy, Given.Facts(policy), Now).Grade);
    }

    [Fact]
    public void The_whole_is_weighted()
    {
        var policy = ScoringPolicy.Compile(
            Given.Model(Given.Fit("a", FitOperator.IsUnknown, points: 40), Given.Engagement(points: 90)) with { FitWeight = 30, EngagementWeight = 70 },
            Given.Terms());
        Assert.Equal(75m, Score.Of(policy, Given.Facts(policy, Given.Event(Now)), Now).Whole);
    }

    [Theory]
    [InlineData("/tarifs/premium", 10)]
    [InlineData("/blog/tarifs", 0)]
    [InlineData(null, 0)]
    public void Content_is_matched_by_how_it_begins(string? content, int expected) =>
        Assert.Equal(expected, Given.EngagementOf(Now, Given.Engagement(content: "/Tarifs"), Given.Event(Now, content: content)));

    [Fact]
    public void A_campaign_is_matched_by_its_id()
    {
        Guid one = new("aaaaaaaa-0000-0000-0000-000000000001"), other = new("aaaaaaaa-0000-0000-0000-000000000002");
        Assert.Equal(10m, Given.EngagementOf(
            Now, Given.Engagement(type: null, campaign: one), Given.Event(Now, campaign: one), Given.Event(Now, campaign: other), Given.Event(Now)));
    }

    [Fact]
    public void A_type_nobody_knows_is_matched_by_rules_on_the_channel() =>
        Assert.Equal(10m, Given.EngagementOf(
            Now, Given.Engagement(type: null, channel: Channel.Partner), Given.Event(Now, (EngagementType)77, channel: Channel.Partner)));
}
