using System;
using Smarketing.Crm.Domain.ClosedLoop;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.ClosedLoop;

/// <summary>What a rate, a lift and a campaign's return say, and what they leave unsaid.</summary>
public sealed class RatesTests
{
    [Theory]
    [InlineData(4238, 6711, 0.619887, 0.642964)]
    [InlineData(0, 1, 0, 0.793451)]
    [InlineData(1, 1, 0.206549, 1)]
    [InlineData(0, 10, 0, 0.277533)]
    public void Wilson_interval(int successes, int trials, double low, double high)
    {
        var interval = Interval.Wilson(successes, trials)!;

        Assert.Equal((decimal)low, Math.Round(interval.Low, 6));
        Assert.Equal((decimal)high, Math.Round(interval.High, 6));
    }

    [Fact]
    public void Of_no_trials_nothing_is_known() => Assert.Null(Interval.Wilson(0, 0));

    [Fact]
    public void Wilson_interval_solves_its_defining_equation()
    {
        for (var trials = 1; trials <= 60; trials++)
        {
            for (var successes = 1; successes < trials; successes++)
            {
                var interval = Interval.Wilson(successes, trials)!;
                foreach (var bound in new[] { (double)interval.Low, (double)interval.High })
                {
                    var deviates = Math.Abs(((double)successes / trials) - bound) / Math.Sqrt(bound * (1 - bound) / trials);
                    Assert.Equal(1.959963984540054, deviates, 8);
                }
            }
        }
    }

    // Of 50 hand-offs, 18 successes have an upper bound of 0.4986; 19 have 0.5185.
    [Theory]
    [InlineData(50, 18, 50, CohortVerdict.Below)]
    [InlineData(50, 19, 50, CohortVerdict.NotEnoughData)]
    [InlineData(50, 24, 50, CohortVerdict.NotEnoughData)]
    [InlineData(50, 25, 50, CohortVerdict.Reached)]
    [InlineData(49, 0, 50, CohortVerdict.NotEnoughData)]
    [InlineData(50, 0, 0, CohortVerdict.Reached)]
    [InlineData(0, 0, 50, CohortVerdict.NotEnoughData)]
    public void A_rate_is_below_only_when_chance_cannot_explain_it(int size, int successes, int target, CohortVerdict verdict) =>
        Assert.Equal(verdict, new Cohort(size, successes).Judge(target, smallest: 50));

    [Fact]
    public void A_cohort_without_hand_offs_is_not_judged_whatever_size_is_asked() =>
        Assert.Equal(CohortVerdict.NotEnoughData, new Cohort(0, 0).Judge(50, smallest: 0));

    [Fact]
    public void A_hand_off_is_mature_after_the_agreed_days()
    {
        var now = new DateTime(2026, 3, 31, 8, 0, 0, DateTimeKind.Utc);

        Assert.Equal(new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc), Cohort.MatureUpTo(now, 30));
    }

    [Fact]
    public void A_campaign_returns_its_margin_over_its_cost()
    {
        Assert.Equal(1.5m, new CampaignReturn(1000, 3, 2500).Roi);
        Assert.Equal(-1m, new CampaignReturn(1000, 3, 0).Roi);
        Assert.Equal(333.33m, new CampaignReturn(1000, 3, 0).CostPerLead);
    }

    [Fact]
    public void What_cost_nothing_has_no_return_and_without_leads_none_has_a_cost()
    {
        Assert.Null(new CampaignReturn(0, 3, 2500).Roi);
        Assert.Null(new CampaignReturn(1000, 0, 2500).CostPerLead);
    }

    [Fact]
    public void A_criterion_lifts_the_win_rate()
    {
        // 30 of 40 against 20 of 60: ratio 2.25, s² = 1/30 − 1/40 + 1/20 − 1/60.
        var evidence = new CriterionEvidence(30, 10, 20, 40);

        Assert.Equal(0.75m, evidence.WinRateWith);
        Assert.Equal(2.25m, Math.Round(evidence.Lift!.Value, 12));
        var half = 1.959963984540054 * Math.Sqrt((1 / 30.0) - (1 / 40.0) + (1 / 20.0) - (1 / 60.0));
        Assert.Equal(2.25 * Math.Exp(-half), (double)evidence.LiftInterval!.Low, 10);
        Assert.Equal(2.25 * Math.Exp(half), (double)evidence.LiftInterval.High, 10);
    }

    [Fact]
    public void A_criterion_that_never_won_has_no_lift_to_speak_of_but_zero()
    {
        Assert.Equal(0m, new CriterionEvidence(0, 10, 20, 40).Lift);
        Assert.Null(new CriterionEvidence(0, 10, 20, 40).LiftInterval);
    }

    [Theory]
    [InlineData(5, 5, 0, 10)]
    [InlineData(0, 0, 5, 5)]
    [InlineData(5, 5, 0, 0)]
    public void Where_one_side_is_empty_there_is_no_lift(int wonWith, int lostWith, int wonWithout, int lostWithout) =>
        Assert.Null(new CriterionEvidence(wonWith, lostWith, wonWithout, lostWithout).Lift);

    [Fact]
    public void Criteria_that_always_win_lift_by_one_without_doubt() =>
        Assert.Equal(new Interval(1, 1), new CriterionEvidence(5, 0, 7, 0).LiftInterval);

    [Fact]
    public void The_median_is_the_middle_or_the_mean_of_two()
    {
        Assert.Null(SalesFigures.Median([]));
        Assert.Equal(3, SalesFigures.Median([9, 3, 1]));
        Assert.Equal(2, SalesFigures.Median([9, 3, 1, 1]));
    }
}
