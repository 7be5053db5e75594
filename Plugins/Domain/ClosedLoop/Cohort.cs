using System;

namespace Smarketing.Crm.Domain.ClosedLoop;

/// <summary>What the hand-offs old enough to judge came to.</summary>
public enum CohortVerdict
{
    /// <summary>Too few, or too close to the target to tell: nobody is alerted.</summary>
    NotEnoughData = 0,

    /// <summary>The observed rate reaches the target.</summary>
    Reached = 1,

    /// <summary>Even the upper bound of the rate is below the target.</summary>
    Below = 2,
}

/// <summary>Hand-offs old enough that what was to become of them has, and how many did as the agreement hopes.</summary>
/// <param name="Size">How many there are.</param>
/// <param name="Successes">How many did.</param>
public sealed record Cohort(int Size, int Successes)
{
    /// <summary>Days a hand-off needs when the agreement does not say.</summary>
    public const int UsualDays = 30;

    /// <summary>The moment up to which a hand-off is old enough to judge: one that began then or before is.</summary>
    /// <param name="now">The moment of judgement, UTC.</param>
    /// <param name="days">Days a hand-off needs.</param>
    public static DateTime MatureUpTo(DateTime now, int days) => now.AddDays(-days);

    /// <summary>Share of successes between 0 and 1; <c>null</c> without hand-offs.</summary>
    public decimal? Rate => Size == 0 ? null : (decimal)Successes / Size;

    /// <summary>Judges the rate: below only when its Wilson upper bound is and the cohort is large enough, so that chance alerts nobody.</summary>
    /// <param name="targetPercent">The rate agreed, 0 to 100.</param>
    /// <param name="smallest">Hand-offs needed before anything is said.</param>
    public CohortVerdict Judge(decimal targetPercent, int smallest)
    {
        var target = targetPercent / 100;
        if (Size < smallest || Interval.Wilson(Successes, Size) is not { } interval)
            return CohortVerdict.NotEnoughData;
        if (interval.High < target)
            return CohortVerdict.Below;
        return Rate >= target ? CohortVerdict.Reached : CohortVerdict.NotEnoughData;
    }
}
