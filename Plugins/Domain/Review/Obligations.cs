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
    /// The obligations of both sides in a week. Handling: hand-offs made in it that broke no promise so far. Acceptance and meetings: hand-offs that
    /// grew old enough in it to be judged, as alerts judge them, too; what was handed off last week has hardly had time for a meeting.
    /// </summary>
    public static IReadOnlyList<Obligation> Held(WeekFigures figures, Matured matured, Targets targets)
    {
        if (figures is null)
            throw new ArgumentNullException(nameof(figures));
        if (matured is null)
            throw new ArgumentNullException(nameof(matured));
        if (targets is null)
            throw new ArgumentNullException(nameof(targets));
        return
        [
            Share(new Label("Sales, handled in time", "Commerciaux, traités à temps"), figures.HandledInTime, figures.HandedOff, targets.Handling),
            Share(
                new Label($"Marketing, accepted by sales after {matured.Days} days", $"Marketing, acceptés par les commerciaux après {matured.Days} jours"),
                matured.Accepted,
                matured.HandedOff,
                targets.Acceptance),
            Share(
                new Label($"Marketing, came to a meeting after {matured.Days} days", $"Marketing, venus en rendez-vous après {matured.Days} jours"),
                matured.Met,
                matured.HandedOff,
                targets.Meeting),
        ];
    }

    private static Obligation Share(Label name, int part, int whole, decimal? target) => new(
        name, whole > 0 ? Math.Round(part * 100m / whole, 2, MidpointRounding.AwayFromZero) : null, target, whole);
}
