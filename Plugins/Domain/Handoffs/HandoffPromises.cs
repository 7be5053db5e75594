using System;
using System.Collections.Generic;
using Smarketing.Crm.Domain.ServiceLevel;

namespace Smarketing.Crm.Domain.Handoffs;

/// <summary>What an agreement promises about each hand-off. A promise it does not make has no clock.</summary>
/// <param name="Accept">To answer; <c>null</c> when not promised.</param>
/// <param name="FirstTouch">To call, write to or meet the lead; <c>null</c> when not promised.</param>
/// <param name="FollowUp">To have tried <paramref name="Attempts"/> times; <c>null</c> when not promised.</param>
/// <param name="Disposition">To say what became of it; <c>null</c> when not promised.</param>
/// <param name="Attempts">How often to try; at least 1.</param>
/// <param name="MostReroutes">How often it goes to the next pair before it goes to the manager; 0 for at once.</param>
public sealed record HandoffPromises(
    Promise? Accept, Promise? FirstTouch, Promise? FollowUp, Promise? Disposition, int Attempts, int MostReroutes)
{
    /// <summary>Reads promises off the figures of an agreement, all in working minutes.</summary>
    /// <param name="acceptMinutes">To answer; <c>null</c> when not promised.</param>
    /// <param name="firstTouchMinutes">To the first touch; <c>null</c> when not promised.</param>
    /// <param name="followUpMinutes">To the last attempt; <c>null</c> when not promised.</param>
    /// <param name="dispositionMinutes">To the disposition; <c>null</c> when not promised.</param>
    /// <param name="attempts">How often to try; <c>null</c> promises no number, and so no clock for it.</param>
    /// <param name="warnPercent">Share of each promise after which its owner is warned, in percent; <c>null</c> for never.</param>
    /// <param name="mostPauseMinutes">The most pause taken off each clock; <c>null</c> means none.</param>
    /// <param name="mostReroutes">How often it goes to the next pair; <c>null</c> means never.</param>
    public static HandoffPromises Of(
        int? acceptMinutes, int? firstTouchMinutes, int? followUpMinutes, int? dispositionMinutes, int? attempts, int? warnPercent, int? mostPauseMinutes,
        int? mostReroutes)
    {
        Promise? Make(PromiseKind kind, int? minutes) => minutes is not { } within
            ? null
            : new Promise(
                kind,
                TimeSpan.FromMinutes(within),
                // In whole seconds: the platform keeps no parts of them.
                warnPercent is { } percent ? TimeSpan.FromSeconds(within * 60L * percent / 100) : null,
                TimeSpan.FromMinutes(mostPauseMinutes ?? 0));

        return new HandoffPromises(
            Make(PromiseKind.Accept, acceptMinutes),
            Make(PromiseKind.FirstTouch, firstTouchMinutes),
            attempts is null ? null : Make(PromiseKind.FollowUp, followUpMinutes),
            Make(PromiseKind.Disposition, dispositionMinutes),
            Math.Max(1, attempts ?? 1),
            Math.Max(0, mostReroutes ?? 0));
    }

    /// <summary>The promises made, in the order in which they are to be kept.</summary>
    public IEnumerable<Promise> Made
    {
        get
        {
            if (Accept is not null)
                yield return Accept;
            if (FirstTouch is not null)
                yield return FirstTouch;
            if (FollowUp is not null)
                yield return FollowUp;
            if (Disposition is not null)
                yield return Disposition;
        }
    }
}

/// <summary>What is on record about a hand-off. All moments are UTC.</summary>
public sealed record HandoffFacts
{
    private static readonly IReadOnlyList<Span> NoPauses = Array.AsReadOnly(Array.Empty<Span>());

    /// <summary>Where it stands.</summary>
    public HandoffState State { get; init; }

    /// <summary>Whether a pair has the lead; else it waits in a queue, and only the contract's clock runs.</summary>
    public bool HasPair { get; init; } = true;

    /// <summary>1 for the first pair, one more with each re-routing.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>When the first attempt began: the contract's clock, which no re-routing sets back.</summary>
    public DateTime ContractStartedOn { get; init; }

    /// <summary>When this attempt began: its owner's clock.</summary>
    public DateTime StartedOn { get; init; }

    /// <summary>When it was answered; <c>null</c> while it is not.</summary>
    public DateTime? AnsweredOn { get; init; }

    /// <summary>The first touch; <c>null</c> for none.</summary>
    public DateTime? FirstTouchOn { get; init; }

    /// <summary>The attempt that made the number promised full; <c>null</c> while it is not.</summary>
    public DateTime? FollowedUpOn { get; init; }

    /// <summary>When it was said what became of it; <c>null</c> while it was not.</summary>
    public DateTime? DispositionOn { get; init; }

    /// <summary>When it went to the manager; <c>null</c> when it did not.</summary>
    public DateTime? EscalatedOn { get; init; }

    /// <summary>When its clocks stood still.</summary>
    public IReadOnlyList<Span> Pauses { get; init; } = NoPauses;

    /// <summary>When the clock began that warns and breaches: that of whoever has the lead, and the contract's while nobody has it.</summary>
    internal DateTime WatchedFrom => HasPair ? StartedOn : ContractStartedOn;
}
