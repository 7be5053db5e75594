using System;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>Where a lead stands and what the gate must remember to decide the next step. All moments are UTC.</summary>
public sealed record Standing
{
    /// <summary>A lead nobody has judged yet.</summary>
    public static Standing New { get; } = new();

    /// <summary>Where it stands.</summary>
    public Stage Stage { get; init; }

    /// <summary>Since when; null before the first judgement.</summary>
    public DateTime? StageSince { get; init; }

    /// <summary>How often it has entered MQL (or SQL directly) anew.</summary>
    public int Cycle { get; init; }

    /// <summary>Since when it has been below its stage's threshold − δ without a break; null when it is not.</summary>
    public DateTime? BelowSince { get; init; }

    /// <summary>When sales last rejected or recycled it; only newer facts, or the day sales put it off to, bring it back.</summary>
    public DateTime? RejectedOn { get; init; }

    /// <summary>The first moment of the day to which sales put it off; from then on everything known counts again. Null for no day.</summary>
    public DateTime? RecycleOn { get; init; }

    /// <summary>A hand-off waits for sales: the stage is latched until it answers.</summary>
    public bool HandoffOpen { get; init; }

    /// <summary>It went to sales just below the line, so that learning is not blind there.</summary>
    public bool Exploring { get; init; }

    /// <summary>Whether the gate may move it: sales has not taken it over and no hand-off waits.</summary>
    public bool IsMovedByGate => !HandoffOpen && Stage is not (Stage.Accepted or Stage.Opportunity or Stage.Customer);

    /// <summary>When sales gave it back, as long as that holds at a moment: not any more once the day it was put off to has come.</summary>
    internal DateTime? RejectedAsOf(long now) => RecycleOn > RejectedOn && UnixTime.FromUtc(RecycleOn.Value) <= now ? null : RejectedOn;

    internal Standing Entering(Stage stage, long now) => this with
    {
        Stage = stage,
        StageSince = UnixTime.ToUtc(now),
        BelowSince = null,
        Exploring = false,
    };
}
