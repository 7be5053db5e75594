using System;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>What scoring decided about a lead at one moment.</summary>
/// <param name="Score">Its score.</param>
/// <param name="Standing">Where it stands now.</param>
/// <param name="RescoreOn">The first second, in UTC, at which time alone changes its grade or stage; null for never.</param>
public sealed record Verdict(Score Score, Standing Standing, DateTime? RescoreOn);

/// <summary>A lead's way through grades and stages as time goes by and facts arrive.</summary>
public static class LeadLife
{
    /// <summary>Gate steps looked ahead or caught up at once; past it an earlier, harmless moment is given.</summary>
    private const int MostSteps = 64;

    /// <summary>Scores a lead and decides its stage.</summary>
    /// <param name="policy">The rules.</param>
    /// <param name="facts">What is known of it now.</param>
    /// <param name="standing">Where it stood until now; see <see cref="CatchUp"/>.</param>
    /// <param name="now">The moment, in UTC; parts of a second are dropped.</param>
    /// <exception cref="BrokenModelException">A criterion cannot be run on these facts.</exception>
    public static Verdict Judge(ScoringPolicy policy, Facts facts, Standing standing, DateTime now)
    {
        var evaluation = new Evaluation(policy, facts, UnixTime.FromUtc(now));
        var reading = Reading.Of(policy, facts, evaluation);
        var after = StageGate.Decide(policy.Terms, reading, standing);
        return new Verdict(
            Score.Of(policy, evaluation), after, NextChange(policy, facts, after, evaluation, reading) is { } next ? UnixTime.ToUtc(next) : null);
    }

    /// <summary>Asks the gate once: where a lead stands at a moment, given where it stood just before.</summary>
    /// <param name="policy">The rules.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="standing">Where it stood just before.</param>
    /// <param name="moment">The moment, in UTC; parts of a second are dropped.</param>
    public static Standing StandingAt(ScoringPolicy policy, Facts facts, Standing standing, DateTime moment) =>
        StageGate.Decide(policy.Terms, Reading.Of(policy, facts, new Evaluation(policy, facts, UnixTime.FromUtc(moment))), standing);

    /// <summary>
    /// Where a lead stood at a moment if nothing became known since it was last judged: the gate is asked at every second at which
    /// time alone changed something, so that the result does not depend on when anybody looked.
    /// </summary>
    /// <param name="policy">The rules.</param>
    /// <param name="facts">What was known when it was last judged.</param>
    /// <param name="standing">Where it stood then.</param>
    /// <param name="judgedOn">When it was last judged, in UTC.</param>
    /// <param name="now">The moment, in UTC; what happens at that very second is left to <see cref="Judge"/>.</param>
    public static Standing CatchUp(ScoringPolicy policy, Facts facts, Standing standing, DateTime judgedOn, DateTime now)
    {
        var end = UnixTime.FromUtc(now);
        var evaluation = new Evaluation(policy, facts, UnixTime.FromUtc(judgedOn));
        var reading = Reading.Of(policy, facts, evaluation);
        for (var step = 0; step < MostSteps; step++)
        {
            if (!standing.IsMovedByGate || NextStep(policy, facts, standing, evaluation, reading) is not { } next || next >= end)
                break;
            evaluation = new Evaluation(policy, facts, next);
            reading = Reading.Of(policy, facts, evaluation);
            standing = StageGate.Decide(policy.Terms, reading, standing);
        }

        return standing;
    }

    private static long? NextChange(ScoringPolicy policy, Facts facts, Standing standing, Evaluation evaluation, Reading reading)
    {
        var stage = standing.Stage;
        var grade = reading.Grade;
        for (var step = 0; step < MostSteps; step++)
        {
            if (NextStep(policy, facts, standing, evaluation, reading) is not { } next)
                return null;
            evaluation = new Evaluation(policy, facts, next);
            reading = Reading.Of(policy, facts, evaluation);
            standing = StageGate.Decide(policy.Terms, reading, standing);
            if (reading.Grade != grade || standing.Stage != stage)
                break;
        }

        return evaluation.Now;
    }

    private static long? NextStep(ScoringPolicy policy, Facts facts, Standing standing, Evaluation evaluation, in Reading reading)
    {
        var turn = Foresight.NextTurn(policy, facts, evaluation, reading);
        turn = Sooner(turn, StageGate.FallsAt(policy.Terms, standing), evaluation.Now);
        turn = Sooner(turn, StageGate.ReturnsAt(standing), evaluation.Now);
        return turn <= UnixTime.Last ? turn : null;
    }

    private static long? Sooner(long? turn, long? other, long now) => other > now && !(turn <= other) ? other : turn;
}
