using System;
using System.Collections.Generic;
using System.Linq;

namespace Smarketing.Crm.Domain.ClosedLoop;

/// <summary>An opportunity that came to an end and was not reopened.</summary>
/// <param name="IsWon">Won, else lost.</param>
/// <param name="Amount">Revenue when won.</param>
/// <param name="Days">Days from its opening to its close; parts of a day are left out.</param>
public sealed record ClosedOpportunity(bool IsWon, decimal Amount, int Days);

/// <summary>How a set of opportunities ended.</summary>
public sealed class SalesFigures
{
    private readonly IReadOnlyList<ClosedOpportunity> closed;

    /// <param name="closed">The opportunities that ended; open ones say nothing yet.</param>
    public SalesFigures(IEnumerable<ClosedOpportunity> closed) => this.closed = closed.ToArray();

    /// <summary>How many were won.</summary>
    public int Won => closed.Count(item => item.IsWon);

    /// <summary>How many were lost.</summary>
    public int Lost => closed.Count(item => !item.IsWon);

    /// <summary>Won ÷ (won + lost); <c>null</c> when none ended.</summary>
    public decimal? WinRate => closed.Count == 0 ? null : (decimal)Won / closed.Count;

    /// <summary>The 95 % interval of the win rate.</summary>
    public Interval? WinRateInterval => Interval.Wilson(Won, closed.Count);

    /// <summary>Revenue of those won.</summary>
    public decimal Revenue => closed.Where(item => item.IsWon).Sum(item => item.Amount);

    /// <summary>Mean revenue of those won.</summary>
    public decimal? MeanWon => Won == 0 ? null : Revenue / Won;

    /// <summary>Median revenue of those won.</summary>
    public decimal? MedianWon => Median(closed.Where(item => item.IsWon).Select(item => item.Amount));

    /// <summary>Median days to close: of those won, of those lost, or of both.</summary>
    public decimal? MedianDays(bool? isWon = null) =>
        Median(closed.Where(item => isWon is null || item.IsWon == isWon).Select(item => (decimal)item.Days));

    /// <summary>The value in the middle, or the mean of the two; <c>null</c> of nothing.</summary>
    public static decimal? Median(IEnumerable<decimal> values)
    {
        var sorted = values.OrderBy(value => value).ToArray();
        if (sorted.Length == 0)
            return null;
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
