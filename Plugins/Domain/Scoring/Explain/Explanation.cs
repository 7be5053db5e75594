using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>Parts a score into lines that add up to it exactly: what each rule gave, and what each cap and limit cut off.</summary>
internal sealed class Explanation
{
    private readonly List<Line> lines = [];

    public static IReadOnlyList<Contribution> Of(ScoringPolicy policy, Evaluation evaluation, Score score)
    {
        var fit = new Explanation();
        fit.AddFit(policy, evaluation);
        var engagement = new Explanation();
        engagement.AddEngagement(policy, evaluation);

        var fitPoints = Rounding.ToTotal(fit.lines.ConvertAll(line => line.Exact * 100), score.FitHundredths);
        var engagementPoints = Rounding.ToTotal(engagement.lines.ConvertAll(line => line.Exact * 100), score.EngagementHundredths);
        var weighted = fit.lines.ConvertAll(line => line.Exact * policy.Model.FitWeight);
        weighted.AddRange(engagement.lines.ConvertAll(line => line.Exact * policy.Model.EngagementWeight));
        var shares = Rounding.ToTotal(weighted, score.WholeHundredths);

        var contributions = new List<Contribution>(shares.Length);
        for (var i = 0; i < fit.lines.Count; i++)
            contributions.Add(fit.lines[i].ToContribution(Dimension.Fit, fitPoints[i], shares[i]));
        for (var i = 0; i < engagement.lines.Count; i++)
            contributions.Add(engagement.lines[i].ToContribution(Dimension.Engagement, engagementPoints[i], shares[fit.lines.Count + i]));
        return contributions;
    }

    private void AddFit(ScoringPolicy policy, Evaluation evaluation)
    {
        var groups = new long[3];
        for (var i = 0; i < policy.Fit.Length; i++)
        {
            var rule = policy.Fit[i];
            if (!evaluation.FitMet[i])
                continue;
            Add(ContributionKind.Criterion, rule.Criterion.Group, rule.Criterion, 0, rule.Points);
            groups[rule.Group] += rule.Points;
        }

        AddCaps(CriterionGroup.Contact, groups, policy.FitCaps);
    }

    private void AddEngagement(ScoringPolicy policy, Evaluation evaluation)
    {
        var groups = new long[3];
        var counts = evaluation.Counts();
        for (var i = 0; i < policy.Engagement.Length; i++)
        {
            var rule = policy.Engagement[i];
            var sum = evaluation.Sums[i];
            var capped = rule.Capped(sum);
            Add(ContributionKind.Criterion, rule.Criterion.Group, rule.Criterion, counts[i], sum);
            Add(ContributionKind.CriterionCap, rule.Criterion.Group, rule.Criterion, 0, capped - sum);
            groups[rule.Group] += capped;
        }

        AddCaps(CriterionGroup.Interest, groups, policy.EngagementCaps);
    }

    private void AddCaps(CriterionGroup first, long[] groups, long[] caps)
    {
        long total = 0;
        for (var i = 0; i < groups.Length; i++)
        {
            var capped = caps[i] == long.MaxValue ? groups[i] : FixedPoint.Clamp(groups[i], -caps[i], caps[i]);
            Add(ContributionKind.GroupCap, first + i, null, 0, capped - groups[i]);
            total += capped;
        }

        Add(ContributionKind.DimensionLimit, null, null, 0, FixedPoint.Clamp(total, 0, 100 * FixedPoint.One) - total);
    }

    private void Add(ContributionKind kind, CriterionGroup? group, Criterion? criterion, int events, long exact)
    {
        if (exact != 0)
            lines.Add(new Line(kind, group, criterion, events, exact));
    }

    private sealed class Line(ContributionKind kind, CriterionGroup? group, Criterion? criterion, int events, long exact)
    {
        public long Exact => exact;

        public Contribution ToContribution(Dimension dimension, long points, long share) =>
            new(kind, dimension, group, criterion, events, points / 100m, share / 100m);
    }
}
