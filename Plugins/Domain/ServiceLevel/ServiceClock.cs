using System;
using System.Collections.Generic;
using System.Linq;

namespace Smarketing.Crm.Domain.ServiceLevel;

/// <summary>Where a clock stands.</summary>
public enum ClockState
{
    /// <summary>It runs, and there is time.</summary>
    Running = 0,

    /// <summary>It runs, and time is short.</summary>
    Warned = 1,

    /// <summary>The time allowed is used up.</summary>
    Breached = 2,

    /// <summary>The promise was kept in time.</summary>
    Kept = 3,
}

/// <summary>What is on record about one clock.</summary>
/// <param name="StartedOn">When it began to run, UTC: the hand-off, not its being read.</param>
/// <param name="StoppedOn">When the promise was fulfilled, UTC; null while it runs.</param>
/// <param name="Pauses">When it stood still (the prospect asked to wait, say), UTC; they may overlap.</param>
public sealed record ClockFacts(DateTime StartedOn, DateTime? StoppedOn, IReadOnlyList<Span> Pauses);

/// <summary>A clock as read at an instant.</summary>
/// <param name="Elapsed">Working time used, pauses taken off.</param>
/// <param name="State">Where it stands.</param>
/// <param name="WarnsOn">When it warns, or warned, UTC; null when it never does.</param>
/// <param name="BreachesOn">The last instant at which the promise is still kept, UTC; null when the calendar never gets there.</param>
public sealed record ClockReading(TimeSpan Elapsed, ClockState State, DateTime? WarnsOn, DateTime? BreachesOn);

/// <summary>Reads the clocks of a hand-off: elapsed is the working time between start and stop, less the pauses allowed.</summary>
public static class ServiceClock
{
    /// <summary>Reads a clock.</summary>
    /// <param name="calendar">When people work.</param>
    /// <param name="promise">What was promised.</param>
    /// <param name="facts">What is on record.</param>
    /// <param name="now">UTC.</param>
    public static ClockReading Read(WorkingCalendar calendar, Promise promise, ClockFacts facts, DateTime now)
    {
        if (promise is null)
            throw new ArgumentNullException(nameof(promise));
        if (facts is null)
            throw new ArgumentNullException(nameof(facts));
        var pauses = Allowed(calendar, promise, facts);
        var until = facts.StoppedOn is { } stopped && stopped < now ? stopped : now;
        var elapsed = Elapsed(calendar, facts.StartedOn, until, pauses);
        return new ClockReading(
            elapsed,
            State(promise, elapsed, isStopped: facts.StoppedOn <= now),
            promise.WarnAfter is { } warn && warn < promise.Within ? Reaches(calendar, facts.StartedOn, warn, pauses) : null,
            Reaches(calendar, facts.StartedOn, promise.Within, pauses));
    }

    private static ClockState State(Promise promise, TimeSpan elapsed, bool isStopped)
    {
        if (elapsed > promise.Within)
            return ClockState.Breached;
        if (isStopped)
            return ClockState.Kept;
        return elapsed >= promise.WarnAfter && promise.WarnAfter < promise.Within ? ClockState.Warned : ClockState.Running;
    }

    private static TimeSpan Elapsed(WorkingCalendar calendar, DateTime from, DateTime to, IReadOnlyList<Span> pauses)
    {
        var elapsed = WorkingTime.Between(calendar, from, to);
        foreach (var pause in pauses)
        {
            var within = pause.Within(new Span(from, to));
            elapsed -= WorkingTime.Between(calendar, within.From, within.To);
        }

        return elapsed;
    }

    private static DateTime? Reaches(WorkingCalendar calendar, DateTime from, TimeSpan work, IReadOnlyList<Span> pauses)
    {
        var left = work;
        foreach (var pause in pauses)
        {
            var before = WorkingTime.Between(calendar, from, pause.From);
            if (before >= left)
                break;
            left -= before;
            from = pause.To;
        }

        return WorkingTime.After(calendar, from, left);
    }

    // In order, merged where they overlap, within the clock's run, and no more of them than the agreement takes off.
    private static IReadOnlyList<Span> Allowed(WorkingCalendar calendar, Promise promise, ClockFacts facts)
    {
        var run = new Span(facts.StartedOn, facts.StoppedOn ?? DateTime.MaxValue);
        var merged = new List<Span>();
        foreach (var pause in facts.Pauses.Select(pause => pause.Within(run)).Where(pause => pause.Length > TimeSpan.Zero).OrderBy(pause => pause.From))
        {
            if (merged.Count > 0 && pause.From <= merged[merged.Count - 1].To)
                merged[merged.Count - 1] = new Span(merged[merged.Count - 1].From, Later(merged[merged.Count - 1].To, pause.To));
            else
                merged.Add(pause);
        }

        if (promise.MostPause is not { } most)
            return merged;
        var allowed = new List<Span>();
        foreach (var pause in merged)
        {
            if (most <= TimeSpan.Zero)
                break;
            var end = WorkingTime.After(calendar, pause.From, most) is { } used && used < pause.To ? used : pause.To;
            allowed.Add(new Span(pause.From, end));
            most -= WorkingTime.Between(calendar, pause.From, end);
        }

        return allowed;
    }

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;
}
