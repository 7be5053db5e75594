using System;

namespace Smarketing.Crm.Domain.ServiceLevel;

/// <summary>A stretch of time in UTC, its end not included.</summary>
/// <param name="From">Its beginning, UTC.</param>
/// <param name="To">Its end, UTC; at or before the beginning it is empty.</param>
public sealed record Span(DateTime From, DateTime To)
{
    /// <summary>How long it lasts; never negative.</summary>
    public TimeSpan Length => To > From ? To - From : TimeSpan.Zero;

    /// <summary>What it has in common with another.</summary>
    public Span Within(Span other)
    {
        if (other is null)
            throw new ArgumentNullException(nameof(other));
        return new Span(From > other.From ? From : other.From, To < other.To ? To : other.To);
    }
}
