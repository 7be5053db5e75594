using System;

namespace Smarketing.Crm.Domain.ServiceLevel;

/// <summary>A stretch of one local day in which people work: from one wall-clock time to another, the end not included.</summary>
public sealed record OpeningHours
{
    /// <summary>Hours of a day.</summary>
    /// <param name="from">Time after local midnight.</param>
    /// <param name="to">Time after local midnight; 24:00 is the end of the day.</param>
    /// <exception cref="ArgumentException">They do not lie in one day, or end before they begin.</exception>
    public OpeningHours(TimeSpan from, TimeSpan to)
    {
        if (from < TimeSpan.Zero || to > TimeSpan.FromDays(1) || from >= to)
            throw new ArgumentException("Opening hours begin before they end, within one day from 00:00 to 24:00.", nameof(to));
        From = from;
        To = to;
    }

    /// <summary>When work begins, after local midnight.</summary>
    public TimeSpan From { get; }

    /// <summary>When work ends, after local midnight.</summary>
    public TimeSpan To { get; }
}
