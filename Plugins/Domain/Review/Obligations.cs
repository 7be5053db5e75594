using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Review;

/// <summary>Whether a side kept what it promised.</summary>
public enum Verdict
{
    /// <summary>The agreement asks nothing.</summary>
    NotAgreed,

    /// <summary>Nothing happened that it could be judged by.</summary>
    NothingToJudge,

    /// <summary>As much as promised, or more.</summary>
    Kept,

    /// <summary>Less than promised.</summary>
    Broken,
}

/// <summary>What one side promised, held against a week.</summary>
/// <param name="Name">What.</param>
/// <param name="Actual">What came of it, in percent with two decimals; <c>null</c> when there is nothing to judge.</param>
/// <param name="Target">What was promised, in percent; <c>null</c> when nothing was.</param>
/// <param name="Of">Of how many.</param>
public sealed record Obligation(Label Name, decimal? Actual, decimal? Target, int Of)
{
    /// <summary>Whether it was kept; exactly as much is kept.</summary>
    public Verdict Verdict =>
        Target is null ? Verdict.NotAgreed
        : Actual is null ? Verdict.NothingToJudge
        : Actual >= Target ? Verdict.Kept
        : Verdict.Broken;

    /// <summary>
    /// The obligations of both sides in a week. Handling: hand-offs made in it that broke no promise so far. Acceptance: accepted of those answered
    /// in it. Meetings: hand-offs that came to a meeting in it, of those accepted in it.
    /// </summary>
    public static IReadOnlyList<Obligation> Held(WeekFigures figures, Targets targets)
    {
        if (figures is null)
            throw new ArgumentNullException(nameof(figures));
        if (targets is null)
            throw new ArgumentNullException(nameof(targets));
        return
        [
            Share(new Label("Sales, handled in time", "Commerciaux, traités à temps"), figures.HandledInTime, figures.HandedOff, targets.Handling),
            Share(
                new Label("Marketing, accepted by sales", "Marketing, acceptés par les commerciaux"),
                figures.Accepted,
                figures.Accepted + figures.Rejected,
                targets.Acceptance),
            Share(new Label("Marketing, came to a meeting", "Marketing, venus en rendez-vous"), figures.MetHandoffs, figures.Accepted, targets.Meeting),
        ];
    }

    private static Obligation Share(Label name, int part, int whole, decimal? target) => new(
        name, whole > 0 ? Math.Round(part * 100m / whole, 2, MidpointRounding.AwayFromZero) : null, target, whole);
}
