using System;
using System.Collections.Generic;
using System.Linq;

namespace Smarketing.Crm.Domain.ClosedLoop;

/// <summary>
/// Shares what came of a lead among the touches that came before it. A pure function: the same shares in whatever order touches are given.
/// <list type="bullet">
/// <item>One touch gets everything; without touches nothing is attributed.</item>
/// <item>The touch that led to a milestone is the last one before it; a milestone not reached, or that no touch came before, leaves its share to the others.</item>
/// <item>Without touches between, the ends share the middle, too.</item>
/// <item>Shares are whole cents that add up to the amount; odd cents go to the largest remainders, then to the earlier touch.</item>
/// </list>
/// </summary>
public static class Attribution
{
    /// <summary>The touches that count, oldest first: those up to the outcome.</summary>
    /// <param name="touches">Touches in any order.</param>
    /// <param name="outcomeOn">When the outcome happened, UTC.</param>
    public static IReadOnlyList<Touch> Before(IEnumerable<Touch> touches, DateTime outcomeOn) =>
        touches.Where(touch => touch.On <= outcomeOn).OrderBy(touch => touch.On).ThenBy(touch => touch.Key, StringComparer.Ordinal).ToArray();

    /// <summary>Shares an amount by one model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="touches">What <see cref="Before"/> says.</param>
    /// <param name="milestones">The moments the lead came to.</param>
    /// <param name="amount">In a currency of two decimals; negative to take an amount back.</param>
    /// <returns>Shares in the order of the touches, to the cent.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The amount has parts of a cent, or is beyond 10¹³.</exception>
    public static IReadOnlyList<decimal> Share(
        AttributionModel model, IReadOnlyList<Touch> touches, Milestones milestones, decimal amount)
    {
        if (touches is null)
            throw new ArgumentNullException(nameof(touches));
        if (milestones is null)
            throw new ArgumentNullException(nameof(milestones));
        if (amount * 100 != decimal.Truncate(amount * 100) || Math.Abs(amount) > MostAmount)
            throw new ArgumentOutOfRangeException(nameof(amount), amount, "An amount is shared in whole cents, up to 10¹³.");
        if (touches.Count == 0)
            return Array.Empty<decimal>();
        return Apportionment.Divide((long)(amount * 100), AttributionWeights.Of(model, touches, milestones))
            .Select(cents => cents / 100m)
            .ToArray();
    }

    /// <summary>Shares an amount in the proportions in which another was shared.</summary>
    /// <param name="shares">Those shares, to the cent and none negative, at least one above zero.</param>
    /// <param name="amount">In a currency of two decimals; negative to take an amount back.</param>
    /// <returns>Shares in the same order, to the cent; they add up to the amount.</returns>
    public static IReadOnlyList<decimal> Share(IReadOnlyList<decimal> shares, decimal amount)
    {
        if (shares is null)
            throw new ArgumentNullException(nameof(shares));
        // Weights have a limit; of amounts beyond it the last digits do not count.
        var most = shares.Max();
        var scale = most * 100 > MostWeight ? MostWeight / most : 100;
        return Apportionment.Divide((long)(amount * 100), shares.Select(share => (long)(share * scale)).ToArray())
            .Select(cents => cents / 100m)
            .ToArray();
    }

    private const decimal MostWeight = 1L << 40;

    private const decimal MostAmount = 10_000_000_000_000m;
}
