using System;

namespace Smarketing.Crm.Domain.ClosedLoop;

/// <summary>Where a figure lies with 95 % confidence.</summary>
/// <param name="Low">Lower bound.</param>
/// <param name="High">Upper bound.</param>
public sealed record Interval(decimal Low, decimal High)
{
    private const int Digits = 12;

    /// <summary>
    /// The share of successes behind what was observed, between 0 and 1: the score interval of E. B. Wilson, “Probable inference, the law
    /// of succession, and statistical inference”, <i>JASA</i> 22 (1927), 209–212, without correction for continuity. To 12 decimals.
    /// </summary>
    /// <param name="successes">How many came true, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">How many were tried; of none nothing is known, so the answer is <c>null</c>.</param>
    public static Interval? Wilson(int successes, int trials)
    {
        if (successes < 0 || successes > trials)
            throw new ArgumentOutOfRangeException(nameof(successes), successes, "Successes are between none and all trials.");
        if (trials == 0)
            return null;
        const decimal Z = ExactMath.Z95;
        decimal n = trials, rate = successes / n, spread = Z * Z / n;
        var centre = rate + (spread / 2);
        var half = Z * ExactMath.Sqrt(((rate * (1 - rate)) + (spread / 4)) / n);
        return new Interval(
            successes == 0 ? 0 : Rounded((centre - half) / (1 + spread)),
            successes == trials ? 1 : Rounded((centre + half) / (1 + spread)));
    }

    /// <summary>
    /// The ratio of two rates: the log method of D. Katz, J. Baptista, S. P. Azen &amp; M. C. Pike, “Obtaining confidence intervals for the
    /// risk ratio in cohort studies”, <i>Biometrics</i> 34 (1978), 469–474. <c>null</c> where it is not defined: without a success on a side.
    /// </summary>
    internal static Interval? Katz(int successes, int trials, int otherSuccesses, int otherTrials)
    {
        if (successes == 0 || otherSuccesses == 0)
            return null;
        var ratio = (decimal)successes * otherTrials / ((decimal)otherSuccesses * trials);
        var variance = (1m / successes) - (1m / trials) + (1m / otherSuccesses) - (1m / otherTrials);
        var factor = ExactMath.Exp(ExactMath.Z95 * ExactMath.Sqrt(Math.Max(0, variance)));
        return new Interval(Rounded(ratio / factor), Rounded(ratio * factor));
    }

    private static decimal Rounded(decimal value) => Math.Round(value, Digits, MidpointRounding.AwayFromZero);
}
