using System;
using System.Linq;
using CsCheck;
using Smarketing.Crm.Domain.Scoring;
using Smarketing.Tests.Plugins.Domain.Scoring.Engine;
using Xunit;
using Fading = Smarketing.Crm.Domain.Scoring.Decay;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Stages;

public sealed class RescoreOnTests
{
    private static readonly DateTime Now = Given.Noon;

    [Fact]
    public void A_lead_is_due_the_second_its_engagement_falls_below_a_band()
    {
        // 100 points halving every 10 days are above 74.995, which rounds to 75.00, until 10·log2(100/74.995) days have gone.
        var policy = Given.Policy(Given.Engagement(points: 100, decay: Fading.HalfLife(10)));
        var facts = Given.Facts(policy, Given.Event(Now));
        var due = LeadLife.Judge(policy, facts, Standing.New, Now).RescoreOn!.Value;
        Assert.Equal((Grade.D1, Grade.D2), (Score.Of(policy, facts, due.AddSeconds(-1)).Grade, Score.Of(policy, facts, due).Grade));
        Assert.Equal(10 * Math.Log2(100 / 74.995), (due - Now).TotalDays, 0.0001);
    }

    [Fact]
    public void A_lead_that_time_cannot_change_is_never_due()
    {
        var policy = Given.Policy(Given.Engagement(points: 40), Given.Fit("city", FitOperator.IsUnknown, points: 40));
        Assert.Null(LeadLife.Judge(policy, Given.Facts(policy, Given.Event(Now)), Standing.New, Now).RescoreOn);
    }

    [Fact]
    public void A_lead_waiting_below_its_threshold_is_due_when_the_wait_is_over()
    {
        var policy = ScoringPolicy.Compile(Given.Model(Given.Engagement(points: 29)), Given.Terms(mqlFit: 0, sqlFit: 0, days: 7));
        var standing = Standing.New with { Stage = Stage.Mql, StageSince = Now.AddDays(-9), BelowSince = Now.AddDays(-2), Cycle = 1 };
        Assert.Equal(Now.AddDays(5), LeadLife.Judge(policy, Given.Facts(policy, Given.Event(Now)), standing, Now).RescoreOn);
    }

    [Fact]
    public void A_date_drawing_near_makes_a_lead_due()
    {
        var policy = Given.Policy(Given.Fit("closing", FitOperator.WithinDays, "30", points: 80));
        var facts = Given.Fact(policy, "closing", FactValue.OfInstant(Now.AddDays(40)));
        Assert.Equal(Now.AddDays(10), LeadLife.Judge(policy, facts, Standing.New, Now).RescoreOn);
    }

    [Theory]
    [InlineData("9999-12-30T23:59:59Z", true)]
    [InlineData("9999-12-31T00:00:00Z", false)]
    public void What_lies_beyond_the_calendar_is_never_due(string begins, bool due)
    {
        var policy = Given.Policy(Given.Fit("closing", FitOperator.WithinDays, "0", points: 80));
        var on = DateTime.Parse(begins, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);
        var verdict = LeadLife.Judge(policy, Given.Fact(policy, "closing", FactValue.OfInstant(on)), Standing.New, Now);
        Assert.Equal(due ? on : null, verdict.RescoreOn);
    }

    [Fact]
    public void A_stage_that_would_be_lost_after_the_last_day_of_the_calendar_is_kept()
    {
        var policy = ScoringPolicy.Compile(
            Given.Model(Given.Fit("closing", FitOperator.WithinDays, "36500", points: 50), Given.Engagement(points: 40)), Given.Terms());
        var facts = policy.FactsOf(
            Given.LeadId, _ => FactValue.OfInstant(DateTime.MaxValue), [Given.Event(Now)]);
        var standing = Standing.New with { Stage = Stage.Mql, StageSince = Now, Cycle = 1 };
        var at = new DateTime(9990, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.Null(LeadLife.Judge(policy, facts, standing, at).RescoreOn);
    }

    [Theory]
    [InlineData(90, true)]
    [InlineData(10, false)]
    public void A_lead_put_off_is_due_on_its_day_if_it_comes_back_then(int fit, bool due)
    {
        var policy = Given.Policy(Given.Fit("city", FitOperator.IsUnknown, points: fit), Given.Engagement(points: 90));
        var standing = Standing.New with { Stage = Stage.Nurture, StageSince = Now, RejectedOn = Now, RecycleOn = Now.AddDays(90) };
        Assert.Equal(due ? Now.AddDays(90) : null, LeadLife.Judge(policy, Given.Facts(policy, Given.Event(Now)), standing, Now).RescoreOn);
    }

    [Fact]
    public void Points_lost_and_penalties_forgiven_at_once_are_found_too()
    {
        // The penalty fades faster than the merit: engagement first rises over 50, then falls.
        var policy = Given.Policy(
            Given.Engagement(points: 80, decay: Fading.HalfLife(30)),
            Given.Engagement(EngagementType.Unsubscribed, -40, Fading.HalfLife(2)));
        var facts = Given.Facts(policy, Given.Event(Now), Given.Event(Now, EngagementType.Unsubscribed));
        var due = LeadLife.Judge(policy, facts, Standing.New, Now).RescoreOn!.Value;
        Assert.Equal((Grade.D3, Grade.D2), (Score.Of(policy, facts, due.AddSeconds(-1)).Grade, Score.Of(policy, facts, due).Grade));
        Assert.True(due < Now.AddDays(2));
    }

    /// <summary>Second by second: the gate is asked at each, and the first at which grade or stage differs must be the one foretold.</summary>
    [Fact]
    public void The_foretold_second_is_the_first_at_which_grade_or_stage_differs() =>
        Gen.Select(Any.CaseWithin(days: 1, halfLifeHundredths: 4, oldestSeconds: 6_000), AnyStanding(3_000)).Sample(
            (c, start) =>
            {
                const int Horizon = 3_000;
                var verdict = LeadLife.Judge(c.Policy, c.Facts, start, c.Now);
                var standing = verdict.Standing;
                DateTime? first = null;
                for (var second = 1; second <= Horizon && first is null; second++)
                {
                    var moment = c.Now.AddSeconds(second);
                    standing = LeadLife.StandingAt(c.Policy, c.Facts, standing, moment);
                    if (standing.Stage != verdict.Standing.Stage || Score.Of(c.Policy, c.Facts, moment).Grade != verdict.Score.Grade)
                        first = moment;
                }

                if (first is not null || verdict.RescoreOn <= c.Now.AddSeconds(Horizon))
                    Assert.Equal(first, verdict.RescoreOn);
            },
            iter: 150);

    /// <summary>Over years: at the foretold second something differs; at a hundred moments before it nothing does.</summary>
    [Fact]
    public void Nothing_differs_before_the_foretold_second_however_far_it_is() =>
        Gen.Select(Any.Case, AnyStanding(40_000_000), Gen.Double[0, 1].Array[100]).Sample((c, start, moments) =>
        {
            var verdict = LeadLife.Judge(c.Policy, c.Facts, start, c.Now);
            var end = verdict.RescoreOn ?? c.Now.AddYears(3);
            var span = (long)(end - c.Now).TotalSeconds;
            foreach (var at in moments.Select(part => c.Now.AddSeconds((long)(part * (span - 1)))).Where(at => at > c.Now))
            {
                var before = LeadLife.CatchUp(c.Policy, c.Facts, verdict.Standing, c.Now, at);
                Assert.Equal(verdict.Standing.Stage, LeadLife.StandingAt(c.Policy, c.Facts, before, at).Stage);
                Assert.Equal(verdict.Score.Grade, Score.Of(c.Policy, c.Facts, at).Grade);
            }

            if (verdict.RescoreOn is { } due)
            {
                var before = LeadLife.CatchUp(c.Policy, c.Facts, verdict.Standing, c.Now, due);
                Assert.True(
                    LeadLife.StandingAt(c.Policy, c.Facts, before, due).Stage != verdict.Standing.Stage
                    || Score.Of(c.Policy, c.Facts, due).Grade != verdict.Score.Grade);
            }
        }, iter: 400);

    [Fact]
    public void Catching_up_gives_the_same_whenever_somebody_looked_in_between() =>
        Gen.Select(Any.CaseWithin(days: 20, halfLifeHundredths: 400), AnyStanding(3_000_000), Gen.Int[1, 3_000_000], Gen.Int[1, 3_000_000]).Sample((c, before, one, other) =>
        {
            DateTime between = c.Now.AddSeconds(Math.Min(one, other)), end = c.Now.AddSeconds(Math.Max(one, other));
            var start = LeadLife.Judge(c.Policy, c.Facts, before, c.Now).Standing;
            var direct = Look(c, start, c.Now, end);
            var looked = Look(c, Look(c, start, c.Now, between), between, end);
            Assert.Equal(direct, looked);
        });

    /// <summary>A new lead, or one that sales has given back, perhaps to a day within so many seconds.</summary>
    private static Gen<Standing> AnyStanding(int seconds) => Gen.OneOf(
        Gen.Const(Standing.New),
        Gen.Select(Gen.Int[0, seconds], Gen.Int[-seconds / 4, seconds].Nullable()).Select((ago, ahead) => Standing.New with
        {
            Stage = Stage.Nurture, StageSince = Now.AddSeconds(-ago), Cycle = 1, RejectedOn = Now.AddSeconds(-ago),
            RecycleOn = ahead is { } day ? Now.AddSeconds(day) : null,
        }));

    private static Standing Look(Case c, Standing standing, DateTime from, DateTime to) =>
        LeadLife.Judge(c.Policy, c.Facts, LeadLife.CatchUp(c.Policy, c.Facts, standing, from, to), to).Standing;
}
