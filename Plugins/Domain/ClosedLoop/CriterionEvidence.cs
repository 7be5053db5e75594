using System;

namespace Smarketing.Crm.Domain.ClosedLoop;

/// <summary>What became of leads a criterion counted for when they were handed off, and of the others. Open ones are in neither: not lost, not known.</summary>
/// <param name="WonWith">Won, where it counted.</param>
/// <param name="LostWith">Lost, where it counted.</param>
/// <param name="WonWithout">Won, where it did not.</param>
/// <param name="LostWithout">Lost, where it did not.</param>
public sealed record CriterionEvidence(int WonWith, int LostWith, int WonWithout, int LostWithout)
{
    /// <summary>Share won where it counted; <c>null</c> when it never did.</summary>
    public decimal? WinRateWith => Rate(WonWith, LostWith);

    /// <summary>Share won where it did not; <c>null</c> when it always did.</summary>
    public decimal? WinRateWithout => Rate(WonWithout, LostWithout);

    /// <summary>Win rate with ÷ win rate without; <c>null</c> when one is not known or nothing was won without.</summary>
    public decimal? Lift => WinRateWith is null || WonWithout == 0 ? null : WinRateWith / WinRateWithout;

    /// <summary>The 95 % interval of the lift; <c>null</c> without a win on either side.</summary>
    public Interval? LiftInterval => Lift is null ? null : Interval.Katz(WonWith, WonWith + LostWith, WonWithout, WonWithout + LostWithout);

    private static decimal? Rate(int won, int lost) => won + lost == 0 ? null : (decimal)won / (won + lost);
}
