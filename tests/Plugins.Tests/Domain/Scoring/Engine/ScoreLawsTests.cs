using System;
using System.Linq;
using CsCheck;
using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Engine;

public sealed class ScoreLawsTests
{
    [Fact]
    public void Contributions_add_up_to_the_score_exactly() =>
        Any.Case.Sample(c =>
        {
            var score = Score.Of(c.Policy, c.Facts, c.Now);
            Assert.Equal(score.Fit, score.Contributions.Where(line => line.Dimension == Dimension.Fit).Sum(line => line.Points));
            Assert.Equal(score.Engagement, score.Contributions.Where(line => line.Dimension == Dimension.Engagement).Sum(line => line.Points));
            Assert.Equal(score.Whole, score.Contributions.Sum(line => line.Share));
        });

    [Fact]
    public void The_order_of_events_and_criteria_is_irrelevant() =>
        Gen.Select(Any.Case, Gen.Int).Sample((c, seed) =>
        {
            var random = new Random(seed);
            var events = c.Facts.Events.OrderBy(_ => random.Next()).ToArray();
            var policy = ScoringPolicy.Compile(
                c.Policy.Model with { Criteria = c.Policy.Model.Criteria.OrderBy(_ => random.Next()).ToArray() }, c.Policy.Terms);
            var values = c.Facts.Columns.Zip(c.Facts.Values).ToDictionary(pair => pair.First, pair => pair.Second);
            Score one = Score.Of(c.Policy, c.Facts, c.Now), other = Score.Of(policy, Given.Facts(policy, values, events), c.Now);
            Assert.Equal((one.Fit, one.Engagement, one.Whole, one.Grade), (other.Fit, other.Engagement, other.Whole, other.Grade));
            Assert.Equal(
                one.Disqualifiers.Select(criterion => criterion.Id).Order(), other.Disqualifiers.Select(criterion => criterion.Id).Order());
        });

    [Fact]
    public void Caps_hold() =>
        Any.Case.Sample(c =>
        {
            var lines = Score.Of(c.Policy, c.Facts, c.Now).Contributions;
            foreach (var criterion in c.Policy.Model.Criteria.OfType<EngagementCriterion>().Where(criterion => criterion.Cap is not null))
                Assert.True(Math.Abs(lines.Where(line => line.Criterion == criterion).Sum(line => line.Points)) <= criterion.Cap!.Value + 0.02m);
            foreach (var (group, cap) in c.Policy.Model.GroupCaps)
                Assert.True(Math.Abs(lines.Where(line => line.Group == group).Sum(line => line.Points)) <= cap + (0.01m * lines.Count));
        });

    [Fact]
    public void More_points_never_make_a_score_smaller() =>
        Gen.Select(Any.Case, Gen.Int[0, 1000], Gen.Int[1, 40]).Sample((c, pick, more) =>
        {
            var criteria = c.Policy.Model.Criteria.ToArray();
            var index = pick % criteria.Length;
            criteria[index] = criteria[index] with { Points = criteria[index].Points + more };
            var richer = ScoringPolicy.Compile(c.Policy.Model with { Criteria = criteria }, c.Policy.Terms);
            Score before = Score.Of(c.Policy, c.Facts, c.Now), after = Score.Of(richer, Rebuilt(richer, c.Facts), c.Now);
            Assert.True(after.Fit >= before.Fit && after.Engagement >= before.Engagement && after.Whole >= before.Whole);
        });

    [Fact]
    public void A_score_is_within_0_and_100_and_says_the_same_twice() =>
        Any.Case.Sample(c =>
        {
            Score one = Score.Of(c.Policy, c.Facts, c.Now), other = Score.Of(c.Policy, c.Facts, c.Now);
            Assert.InRange(one.Fit, 0, 100);
            Assert.InRange(one.Engagement, 0, 100);
            Assert.InRange(one.Whole, 0, 100);
            Assert.Equal(one.Contributions, other.Contributions);
        });

    [Fact]
    public void A_duplicate_changes_nothing() =>
        Any.Case.Where(c => c.Facts.Events.Any(item => item.SourceKey is not null)).Sample(c =>
        {
            var doubled = c.Facts.Events.Concat(c.Facts.Events.Where(item => item.SourceKey is not null)).ToArray();
            var values = c.Facts.Columns.Zip(c.Facts.Values).ToDictionary(pair => pair.First, pair => pair.Second);
            Assert.Equal(
                Score.Of(c.Policy, c.Facts, c.Now).Engagement, Score.Of(c.Policy, Given.Facts(c.Policy, values, doubled), c.Now).Engagement);
        });

    private static Facts Rebuilt(ScoringPolicy policy, Facts facts)
    {
        var values = facts.Columns.Zip(facts.Values).ToDictionary(pair => pair.First, pair => pair.Second);
        return Given.Facts(policy, values, facts.Events.ToArray());
    }
}
