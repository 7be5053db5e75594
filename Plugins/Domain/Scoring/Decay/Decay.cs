using System;
using System.Collections.Generic;
using System.Globalization;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>How the points of an event fade as it gets older.</summary>
public abstract record Decay
{
    /// <summary>They do not fade.</summary>
    public static Decay None { get; } = new NoDecay();

    /// <summary>They halve every so many days: <c>p · 2^(−age / half-life)</c>.</summary>
    public static Decay HalfLife(decimal days) => new HalfLifeDecay(days);

    /// <summary>They fall evenly to nothing over so many days.</summary>
    public static Decay Linear(int days) => new LinearDecay(days);

    /// <summary>They fall in steps; before the first step they are whole.</summary>
    public static Decay Steps(params DecayStep[] steps) => new StepDecay(steps);

    /// <summary>The same, read as people write it: <c>30:50; 60:25; 90:0</c>. A text that cannot be read is told by the checks, not here.</summary>
    public static Decay Steps(string? text)
    {
        try
        {
            return new StepDecay(DecayStep.ParseList(text));
        }
        catch (FormatException)
        {
            return new StepDecay([]);
        }
    }

    /// <summary>What is wrong with its numbers, or null.</summary>
    internal abstract FaultCode? Flaw { get; }

    /// <summary>
    /// The share of the points left at an age, in 1/2³². Never rises with age; age 0 gives the whole.
    /// </summary>
    /// <param name="ageSeconds">Seconds since the event, not negative.</param>
    internal abstract long FactorAt(long ageSeconds);

    /// <summary>Age in seconds from which nothing is left, or null when something always is.</summary>
    internal abstract long? NothingLeftAt { get; }

    private sealed record NoDecay : Decay
    {
        internal override FaultCode? Flaw => null;

        internal override long? NothingLeftAt => null;

        internal override long FactorAt(long ageSeconds) => FixedPoint.One;
    }
}

/// <summary>A step of a decay that falls in steps.</summary>
/// <param name="FromDays">Age in days from which it applies, that age included.</param>
/// <param name="Percent">Per cent of the points left.</param>
public sealed record DecayStep(int FromDays, int Percent)
{
    /// <summary>Reads steps as people write them: <c>30:50; 60:25; 90:0</c>.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static IReadOnlyList<DecayStep> ParseList(string? text)
    {
        var steps = new List<DecayStep>();
        foreach (var item in (text ?? string.Empty).Split(';'))
        {
            if (string.IsNullOrWhiteSpace(item))
                continue;
            var parts = item.Split(':');
            if (parts.Length != 2
                || !int.TryParse(parts[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
                || !int.TryParse(parts[1].Trim().TrimEnd('%').TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
            {
                throw new FormatException($"'{item.Trim()}' is not of the form days:percent, as in '30:50; 60:25; 90:0'.");
            }

            steps.Add(new DecayStep(days, percent));
        }

        return steps;
    }
}
