using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.ServiceLevel;

namespace Smarketing.Crm.Domain.Handoffs;

/// <summary>One promise as it stands.</summary>
/// <param name="Promise">What was promised.</param>
/// <param name="Owner">The clock of whoever has the lead now, and the contract's while nobody has it: it warns and breaches.</param>
/// <param name="Contract">The clock since the first attempt: what the lead has waited by the agreement, whoever had it.</param>
public sealed record PromiseReading(Promise Promise, ClockReading Owner, ClockReading Contract);

/// <summary>Something to be told about a promise.</summary>
/// <param name="Promise">Which.</param>
/// <param name="IsBreach">Whether it is broken; else time is short.</param>
public sealed record Notice(PromiseKind Promise, bool IsBreach);

/// <summary>What is to be done about broken promises.</summary>
public enum HandoffResponse
{
    /// <summary>Nothing, or nothing more.</summary>
    None,

    /// <summary>Give the lead to the next pair.</summary>
    ReRoute,

    /// <summary>Tell the manager.</summary>
    Escalate,
}

/// <summary>What the clocks of a hand-off come to at an instant.</summary>
/// <param name="Readings">Each promise.</param>
/// <param name="Notices">What holds now and is to be told, once each: short times and breaches of promises still to be kept.</param>
/// <param name="Breaches">How many promises are broken, kept later or not.</param>
/// <param name="Response">What is to be done.</param>
/// <param name="NextCheckOn">The next instant at which a clock warns or breaches, UTC, whole seconds; <c>null</c> for none.</param>
public sealed record HandoffReading(
    IReadOnlyList<PromiseReading> Readings, IReadOnlyList<Notice> Notices, int Breaches, HandoffResponse Response, DateTime? NextCheckOn)
{
    /// <summary>The last instant at which a promise is still kept, UTC; <c>null</c> when not promised or without end.</summary>
    public DateTime? DueOn(PromiseKind kind) => Readings.FirstOrDefault(reading => reading.Promise.Kind == kind)?.Owner.BreachesOn;
}

/// <summary>Reads the clocks of a hand-off and says what they ask for.</summary>
public static class HandoffClocks
{
    // The platform keeps whole seconds, so a promise is broken by one second more.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>The clocks of a hand-off at an instant.</summary>
    /// <param name="calendar">When people work.</param>
    /// <param name="promises">What the agreement promises.</param>
    /// <param name="facts">What is on record.</param>
    /// <param name="now">UTC.</param>
    public static HandoffReading Read(WorkingCalendar calendar, HandoffPromises promises, HandoffFacts facts, DateTime now)
    {
        if (promises is null)
            throw new ArgumentNullException(nameof(promises));
        if (facts is null)
            throw new ArgumentNullException(nameof(facts));
        // While nobody has the lead, the first thing promised about it is all that can be late.
        var watched = facts.HasPair ? promises.Made : promises.Made.Take(1);
        var readings = watched.Select(promise => new PromiseReading(
            promise,
            ServiceClock.Read(calendar, promise, Clock(facts, promise.Kind, facts.WatchedFrom), now),
            ServiceClock.Read(calendar, promise, Clock(facts, promise.Kind, facts.ContractStartedOn), now))).ToArray();
        var running = readings.Where(reading => IsRunning(facts, reading.Promise.Kind, now)).ToArray();
        var notices = running
            .Where(reading => reading.Owner.State is ClockState.Warned or ClockState.Breached)
            .Select(reading => new Notice(reading.Promise.Kind, reading.Owner.State == ClockState.Breached)).ToArray();
        return new HandoffReading(
            Array.AsReadOnly(readings),
            Array.AsReadOnly(notices),
            readings.Count(reading => reading.Owner.State == ClockState.Breached),
            Response(promises, facts, notices),
            running.SelectMany(reading => Turns(calendar, facts, reading)).Where(turn => turn > now).Cast<DateTime?>().Min());
    }

    private static HandoffResponse Response(HandoffPromises promises, HandoffFacts facts, IEnumerable<Notice> notices)
    {
        if (facts.EscalatedOn is not null || !notices.Any(notice => notice.IsBreach))
            return HandoffResponse.None;
        // Taken is taken: only a lead that a pair had and nobody answered for goes to somebody else.
        return facts.HasPair && facts.State == HandoffState.Waiting && facts.Attempt <= promises.MostReroutes ? HandoffResponse.ReRoute : HandoffResponse.Escalate;
    }

    private static bool IsRunning(HandoffFacts facts, PromiseKind kind, DateTime now) =>
        HandoffMachine.IsOpen(facts.State) && !(StoppedOn(facts, kind) <= now);

    private static IEnumerable<DateTime> Turns(WorkingCalendar calendar, HandoffFacts facts, PromiseReading reading)
    {
        if (reading.Owner.WarnsOn is { } warns)
            yield return warns;
        // Asked for one second more than promised: that may be a weekend later than the last instant at which it is kept.
        var broken = reading.Promise with { Within = reading.Promise.Within + Tick };
        if (ServiceClock.Read(calendar, broken, Clock(facts, broken.Kind, facts.WatchedFrom), facts.WatchedFrom).BreachesOn is { } breaches)
            yield return breaches;
    }

    private static ClockFacts Clock(HandoffFacts facts, PromiseKind kind, DateTime startedOn) => new(startedOn, StoppedOn(facts, kind), facts.Pauses);

    // Whoever has said what became of a lead need neither answer nor call any more.
    private static DateTime? StoppedOn(HandoffFacts facts, PromiseKind kind) => Earlier(
        kind switch
        {
            PromiseKind.Accept => facts.AnsweredOn,
            PromiseKind.FirstTouch => facts.FirstTouchOn,
            PromiseKind.FollowUp => facts.FollowedUpOn,
            _ => null,
        },
        facts.DispositionOn ?? (facts.State == HandoffState.Rejected ? facts.AnsweredOn : null));

    private static DateTime? Earlier(DateTime? a, DateTime? b) => a is null || b < a ? b : a;
}
