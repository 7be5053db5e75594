using System;

namespace Smarketing.Crm.Domain.Objectives;

/// <summary>How an objective stands.</summary>
public enum Pace
{
    /// <summary>Its first day has not come.</summary>
    NotStarted = 0,

    /// <summary>About as much as expected by now, or more.</summary>
    OnTrack = 1,

    /// <summary>Clearly less than expected by now.</summary>
    Behind = 2,

    /// <summary>A sum that has come to its target, or a rate that was at its target when the period ended.</summary>
    Reached = 3,

    /// <summary>The period is over and the target was not met.</summary>
    Missed = 4,
}

/// <summary>What outcomes say about an objective so far.</summary>
/// <param name="Sum">The sum of a metric that is one, or the upper part of a rate.</param>
/// <param name="Of">The lower part of a rate; not looked at for sums.</param>
public sealed record Measured(decimal Sum, decimal Of = 0);

/// <summary>An objective held against its figures on one day.</summary>
/// <param name="Actual">Reached so far, two decimals; <c>null</c> for a rate of nothing yet.</param>
/// <param name="Expected">Expected by now, two decimals.</param>
/// <param name="Forecast">Where it ends if it goes on like this, two decimals; <c>null</c> while nothing can be said.</param>
/// <param name="Pace">How it stands.</param>
/// <param name="IsOver">Whether its last day has passed.</param>
public sealed record Progress(decimal? Actual, decimal Expected, decimal? Forecast, Pace Pace, bool IsOver)
{
    /// <summary>
    /// Holds a SMART objective against its figures. Expected of a sum is linear over calendar days that have passed whole: nothing on the
    /// first day, the target after the last. Its forecast is the run rate over the days begun, today included, so that one early success does
    /// not promise a year of them. A rate is expected whole from the first day, and its forecast is the rate itself. Behind is what falls below
    /// nine tenths of what is expected, of which a count takes the whole number, and never in the first tenth of the period: less is chance.
    /// </summary>
    /// <param name="objective">The objective; SMART.</param>
    /// <param name="measured">Its figures.</param>
    /// <param name="today">The day, on the calendar of the agreement's time zone.</param>
    /// <exception cref="ArgumentException">The objective is not SMART.</exception>
    public static Progress Of(Objective objective, Measured measured, DateTime today)
    {
        if (measured is null)
            throw new ArgumentNullException(nameof(measured));
        if (SmartCheck.Faults(objective).Count > 0)
            throw new ArgumentException("Only a SMART objective can be held against figures.", nameof(objective));
        var isRate = Metrics.IsRate(objective.Metric!.Value);
        var target = objective.Target!.Value;
        var period = new Period(objective.From!.Value.Date, objective.Until!.Value.Date, today.Date);
        var actual = isRate ? Rate(measured) : measured.Sum;
        var linear = !period.HasBegun ? 0 : isRate ? target : target * period.DaysPassed / period.Days;
        var least = Tolerated * (Metrics.IsCount(objective.Metric.Value) ? Math.Floor(linear) : linear);
        return new Progress(actual, Cents(linear), Ahead(isRate, actual, period), Stands(isRate, actual, target, least, period), period.IsOver);
    }

    // Nobody is told off for half a customer, for a few percent, or before there was time to do anything.
    private const decimal Tolerated = 0.9m;
    private const int Settling = 10;

    private static decimal? Rate(Measured measured) => measured.Of > 0 ? Cents(measured.Sum * 100 / measured.Of) : null;

    private static decimal? Ahead(bool isRate, decimal? actual, Period period)
    {
        if (!period.HasBegun)
            return null;
        return isRate || actual is null || period.IsOver ? actual : Cents(actual.Value * period.Days / period.DaysBegun);
    }

    private static Pace Stands(bool isRate, decimal? actual, decimal target, decimal least, Period period)
    {
        if (!period.HasBegun)
            return Pace.NotStarted;
        if (period.IsOver)
            return actual >= target ? Pace.Reached : Pace.Missed;
        // A rate may fall again, so that it is reached only at the end; one of nothing yet is behind nobody.
        if (!isRate && actual >= target)
            return Pace.Reached;
        return actual is null || actual >= least || period.IsSettling ? Pace.OnTrack : Pace.Behind;
    }

    private static decimal Cents(decimal value) => Math.Round(value, 2, MidpointRounding.AwayFromZero);

    private sealed record Period(DateTime From, DateTime Until, DateTime Today)
    {
        public int Days => (Until - From).Days + 1;

        public bool HasBegun => Today >= From;

        public bool IsOver => Today > Until;

        public bool IsSettling => DaysPassed * Settling < Days;

        public int DaysPassed => Math.Min((Today - From).Days, Days);

        public int DaysBegun => Math.Min(DaysPassed + 1, Days);
    }
}
