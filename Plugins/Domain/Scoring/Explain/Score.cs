using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>
/// A lead's score at one moment: a pure function of policy, facts and moment. Nothing else is in it, so it can be recomputed.
/// </summary>
public sealed class Score
{
    private readonly ScoringPolicy policy;
    private readonly Evaluation evaluation;
    private IReadOnlyList<Contribution>? contributions;

    private Score(ScoringPolicy policy, Evaluation evaluation)
    {
        this.policy = policy;
        this.evaluation = evaluation;
        FitHundredths = evaluation.FitHundredths;
        EngagementHundredths = evaluation.EngagementHundredths;
        WholeHundredths = (int)((WeightedExact + (FixedPoint.One / 2)) >> 32);
        Disqualifiers = evaluation.Disqualifiers();
    }

    /// <summary>The moment it is true of, in UTC, to the second.</summary>
    public DateTime At => UnixTime.ToUtc(evaluation.Now);

    /// <summary>How well the lead's facts match who we sell to, 0–100, two decimals.</summary>
    public decimal Fit => FitHundredths / 100m;

    /// <summary>How much it has done lately, 0–100, two decimals.</summary>
    public decimal Engagement => EngagementHundredths / 100m;

    /// <summary>The weighted whole, 0–100, two decimals, for sorting.</summary>
    public decimal Whole => WholeHundredths / 100m;

    /// <summary>Fit letter and engagement digit.</summary>
    public Grade Grade => GradeOf(policy, FitHundredths, EngagementHundredths);

    /// <summary>The criteria that take the lead out, whatever its score; usually none.</summary>
    public IReadOnlyList<Criterion> Disqualifiers { get; }

    /// <summary>Why: every line that gave or took something, in the model's order, fit before engagement.</summary>
    public IReadOnlyList<Contribution> Contributions => contributions ??= Explanation.Of(policy, evaluation, this);

    internal int FitHundredths { get; }

    internal int EngagementHundredths { get; }

    internal int WholeHundredths { get; }

    /// <summary>The whole score in hundredths, in 1/2³²: each dimension times its percentage.</summary>
    private long WeightedExact =>
        (evaluation.FitExact * policy.Model.FitWeight) + (evaluation.EngagementExact * policy.Model.EngagementWeight);

    /// <summary>Scores a lead.</summary>
    /// <param name="policy">The rules.</param>
    /// <param name="facts">What is known of it; events after <paramref name="at"/> do not count yet.</param>
    /// <param name="at">The moment, in UTC; parts of a second are dropped.</param>
    /// <exception cref="BrokenModelException">A criterion cannot be run on these facts.</exception>
    public static Score Of(ScoringPolicy policy, Facts facts, DateTime at) => new(policy, new Evaluation(policy, facts, UnixTime.FromUtc(at)));

    internal static Score Of(ScoringPolicy policy, Evaluation evaluation) => new(policy, evaluation);

    internal static Grade GradeOf(ScoringPolicy policy, int fit, int engagement) =>
        (Grade)((policy.Model.FitBands.Of(fit) * 4) + policy.Model.EngagementBands.Of(engagement));
}
