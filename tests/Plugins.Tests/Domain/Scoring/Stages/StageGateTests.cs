using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Stages;

public sealed class StageGateTests
{
    private static readonly DateTime Now = Given.Noon;

    [Theory]
    [InlineData(30, 30, Stage.Mql)]
    [InlineData(29, 30, Stage.Lead)]
    [InlineData(30, 29, Stage.Lead)]
    [InlineData(60, 60, Stage.Sql)]
    [InlineData(59, 60, Stage.Mql)]
    [InlineData(60, 59, Stage.Mql)]
    public void A_stage_needs_both_its_thresholds(int fit, int engagement, Stage expected) =>
        Assert.Equal(expected, Judge(fit, engagement, Given.Terms()).Stage);

    [Theory]
    [InlineData(true, Stage.Sql)]
    [InlineData(false, Stage.Mql)]
    public void A_stage_needs_its_facts(bool known, Stage expected) =>
        Assert.Equal(expected, Judge(90, 90, Given.Terms(sqlFacts: "budget"), known ? ["budget"] : []).Stage);

    [Theory]
    [InlineData("company", "budget", Stage.Sql)]
    [InlineData("company", "", Stage.Mql)]
    [InlineData("budget", "", Stage.Lead)]
    public void An_SQL_needs_the_facts_of_an_MQL_too(string known, string andKnown, Stage expected) => Assert.Equal(
        expected, Judge(90, 90, Given.Terms(mqlFacts: "company", sqlFacts: "budget"), andKnown.Length > 0 ? [known, andKnown] : [known]).Stage);

    [Theory]
    [InlineData("mail", true)]
    [InlineData("phone", true)]
    [InlineData("city", false)]
    public void Either_of_two_facts_will_do(string known, bool reached) =>
        Assert.Equal(reached, Judge(40, 40, Given.Terms(mqlFacts: "mail|phone"), [known]).Stage == Stage.Mql);

    [Theory]
    [InlineData(EngagementType.DemoRequest, true, Stage.Sql)]
    [InlineData(EngagementType.ContactRequest, true, Stage.Sql)]
    [InlineData(EngagementType.DemoRequest, false, Stage.Lead)]
    [InlineData(EngagementType.FormSubmitted, true, Stage.Lead)]
    public void A_hand_raise_with_contact_facts_goes_straight_to_sql(EngagementType type, bool known, Stage expected) =>
        Assert.Equal(expected, Judge(0, 0, Given.Terms(contactFacts: "mail"), known ? ["mail"] : [], Given.Event(Now, type)).Stage);

    [Theory]
    [InlineData(0, Stage.Sql)]
    [InlineData(1, Stage.Lead)]
    public void A_hand_raise_lasts_its_days_and_not_a_second_more(int secondsMore, Stage expected) =>
        Assert.Equal(
            expected,
            Judge(0, 0, Given.Terms(handRaiseDays: 10), [], Given.Event(Now.AddDays(-10).AddSeconds(-secondsMore), EngagementType.DemoRequest)).Stage);

    [Theory]
    [InlineData(25, false)]
    [InlineData(24, true)]
    public void Within_the_margin_below_a_threshold_a_stage_holds(int engagement, bool waits)
    {
        var after = Judge(50, engagement, Given.Terms(margin: 5, days: 7), standing: In(Stage.Mql));
        Assert.Equal((Stage.Mql, waits), (after.Stage, after.BelowSince is not null));
    }

    [Theory]
    [InlineData((7 * 86_400) - 1, Stage.Mql)]
    [InlineData(7 * 86_400, Stage.Lead)]
    public void A_stage_is_lost_after_so_many_days_below(int secondsBelow, Stage expected) =>
        Assert.Equal(
            expected,
            Judge(50, 24, Given.Terms(margin: 5, days: 7), standing: In(Stage.Mql) with { BelowSince = Now.AddSeconds(-secondsBelow) }).Stage);

    [Fact]
    public void Coming_back_up_starts_the_wait_afresh() =>
        Assert.Null(Judge(50, 25, Given.Terms(margin: 5, days: 7), standing: In(Stage.Mql) with { BelowSince = Now.AddDays(-6) }).BelowSince);

    [Fact]
    public void A_lead_steps_down_one_stage_at_a_time()
    {
        var after = Judge(0, 0, Given.Terms(days: 7), standing: In(Stage.Sql) with { BelowSince = Now.AddDays(-7) });
        Assert.Equal((Stage.Mql, Now), (after.Stage, after.BelowSince));
    }

    [Fact]
    public void Without_days_to_wait_it_falls_all_the_way_at_once() =>
        Assert.Equal(Stage.Lead, Judge(0, 0, Given.Terms(days: 0), standing: In(Stage.Sql)).Stage);

    [Fact]
    public void An_open_hand_off_latches_the_stage() =>
        Assert.Equal(Stage.Sql, Judge(0, 0, Given.Terms(), standing: In(Stage.Sql) with { HandoffOpen = true }).Stage);

    [Theory]
    [InlineData(Stage.Accepted)]
    [InlineData(Stage.Opportunity)]
    [InlineData(Stage.Customer)]
    public void What_sales_took_over_the_gate_leaves_alone(Stage stage) =>
        Assert.Equal(stage, Judge(0, 0, Given.Terms(), standing: In(stage)).Stage);

    [Theory]
    [InlineData(0, Stage.Nurture)]
    [InlineData(1, Stage.Sql)]
    public void A_rejected_lead_comes_back_only_on_newer_facts(int secondsAfter, Stage expected)
    {
        var standing = In(Stage.Nurture) with { RejectedOn = Now.AddDays(-1) };
        var visit = Given.Event(Now.AddDays(-1).AddSeconds(secondsAfter), EngagementType.PageVisit);
        Assert.Equal(expected, Judge(90, 90, Given.Terms(), [], standing, visit).Stage);
    }

    [Fact]
    public void An_old_hand_raise_does_not_bring_a_rejected_lead_back() =>
        Assert.Equal(Stage.Nurture, Judge(
            0, 0, Given.Terms(), [], In(Stage.Nurture) with { RejectedOn = Now.AddDays(-1) },
            Given.Event(Now.AddDays(-2), EngagementType.DemoRequest), Given.Event(Now, EngagementType.PageVisit)).Stage);

    [Theory]
    [InlineData(1, Stage.Nurture)]
    [InlineData(0, Stage.Sql)]
    public void A_lead_put_off_to_a_day_comes_back_when_it_begins_and_not_a_second_before(int secondsAhead, Stage expected) =>
        Assert.Equal(expected, Judge(90, 90, Given.Terms(), standing: PutOff(Now.AddSeconds(secondsAhead))).Stage);

    [Theory]
    [InlineData(1, Stage.Nurture)]
    [InlineData(0, Stage.Sql)]
    public void From_that_day_on_an_old_hand_raise_counts_again(int secondsAhead, Stage expected) => Assert.Equal(expected, Judge(
        0, 0, Given.Terms(), [], PutOff(Now.AddSeconds(secondsAhead)), Given.Event(Now.AddDays(-2), EngagementType.DemoRequest)).Stage);

    [Fact]
    public void A_lead_that_is_not_ripe_on_its_day_goes_on_ripening() =>
        Assert.Equal(Stage.Nurture, Judge(10, 90, Given.Terms(), standing: PutOff(Now)).Stage);

    [Fact]
    public void Back_before_its_day_by_newer_facts_the_day_has_nothing_more_to_say()
    {
        var back = Judge(90, 90, Given.Terms(), [], PutOff(Now.AddDays(9)), Given.Event(Now, EngagementType.PageVisit));
        Assert.Equal((Stage.Sql, null), (back.Stage, back.RecycleOn));
    }

    [Fact]
    public void A_day_before_the_rejection_says_nothing_about_it() =>
        Assert.Equal(Stage.Nurture, Judge(90, 90, Given.Terms(), standing: PutOff(Now.AddDays(-2))).Stage);

    [Fact]
    public void Each_entry_is_a_new_cycle_and_a_step_up_is_not()
    {
        var mql = Judge(40, 40, Given.Terms());
        var sql = Judge(90, 90, Given.Terms(), standing: mql);
        var again = Judge(40, 40, Given.Terms(), standing: Judge(0, 0, Given.Terms(), standing: sql));
        Assert.Equal(new[] { 1, 1, 2 }, new[] { mql.Cycle, sql.Cycle, again.Cycle });
    }

    [Fact]
    public void A_disqualifier_takes_the_lead_out_whatever_its_score()
    {
        var policy = Given.Policy(Given.Fit("city", FitOperator.IsUnknown, points: 100, disqualifies: true), Given.Engagement(points: 100));
        var verdict = LeadLife.Judge(policy, Given.Facts(policy, Given.Event(Now)), Standing.New, Now);
        Assert.Equal((Stage.Disqualified, Grade.A1, 1), (verdict.Standing.Stage, verdict.Score.Grade, verdict.Score.Disqualifiers.Count));
    }

    [Fact]
    public void A_lead_no_longer_disqualified_starts_over() =>
        Assert.Equal(Stage.Lead, Judge(0, 0, Given.Terms(), standing: In(Stage.Disqualified)).Stage);

    [Theory]
    [InlineData(50, Stage.Sql, true)]
    [InlineData(49, Stage.Mql, false)]
    public void Exploration_reaches_as_far_below_as_the_agreement_says(int engagement, Stage expected, bool marked)
    {
        var after = Judge(90, engagement, Given.Terms(exploration: 100, explorationMargin: 10));
        Assert.Equal((expected, marked), (after.Stage, after.Exploring));
    }

    [Fact]
    public void Exploration_draws_its_share_and_always_the_same_leads()
    {
        var policy = PolicyFor(90, 55, Given.Terms(exploration: 20));
        bool Drawn(int number) => LeadLife.StandingAt(
            policy, policy.FactsOf(new Guid(number, 0, 0, new byte[8]), _ => FactValue.Unknown, [Given.Event(Now, EngagementType.Referral)]),
            Standing.New, Now).Exploring;
        var first = Enumerable.Range(0, 5000).Select(Drawn).ToArray();
        Assert.Equal(first, Enumerable.Range(0, 5000).Select(Drawn));
        Assert.InRange(first.Count(drawn => drawn), 900, 1100);
    }

    [Theory]
    [InlineData("3d2f6a1e-7c1b-4a55-9a0e-111111111111", true)]
    [InlineData("00000000-0000-0000-0000-000000000000", false)]
    public void A_lead_without_an_id_yet_is_not_drawn(string id, bool drawn)
    {
        var policy = PolicyFor(90, 55, Given.Terms(exploration: 100));
        var facts = policy.FactsOf(new Guid(id), _ => FactValue.Unknown, [Given.Event(Now, EngagementType.Referral)]);
        Assert.Equal(drawn, LeadLife.StandingAt(policy, facts, Standing.New, Now).Exploring);
    }

    [Fact]
    public void Without_a_share_nobody_explores() => Assert.Equal(Stage.Mql, Judge(90, 59, Given.Terms()).Stage);

    private static Standing In(Stage stage) => Standing.New with { Stage = stage, StageSince = Now.AddDays(-30), Cycle = 1 };

    /// <summary>Given back yesterday, until some moment.</summary>
    private static Standing PutOff(DateTime until) => In(Stage.Nurture) with { RejectedOn = Now.AddDays(-1), RecycleOn = until };

    private static Standing Judge(
        int fit, int engagement, AgreementTerms terms, string[]? known = null, Standing? standing = null, params EngagementEvent[] events)
    {
        var policy = PolicyFor(fit, engagement, terms);
        var values = (known ?? []).ToDictionary(column => column, _ => FactValue.OfText("known"));
        return LeadLife.StandingAt(
            policy, Given.Facts(policy, values, [.. events, Given.Event(Now.AddDays(-60), EngagementType.Referral)]), standing ?? Standing.New, Now);
    }

    private static Standing Judge(int fit, int engagement, AgreementTerms terms, string[] known, EngagementEvent item) =>
        Judge(fit, engagement, terms, known, null, item);

    /// <summary>Gives any lead that was once referred just that fit and engagement.</summary>
    private static ScoringPolicy PolicyFor(int fit, int engagement, AgreementTerms terms) =>
        ScoringPolicy.Compile(
            Given.Model(
                Given.Fit("nothing", FitOperator.IsUnknown, points: fit), Given.Engagement(EngagementType.Referral, engagement)), terms);
}
