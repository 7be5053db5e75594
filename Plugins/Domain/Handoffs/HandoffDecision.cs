using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Domain.Handoffs;

/// <summary>Why an event is refused.</summary>
public enum HandoffRefusal
{
    /// <summary>It has its answer, or needs none any more.</summary>
    NotWaiting,

    /// <summary>Only its owner, a sales manager or an administrator answers it.</summary>
    NotYours,

    /// <summary>A rejection says why.</summary>
    NoReason,
}

/// <summary>What an event comes to.</summary>
/// <param name="After">Where the hand-off stands after it; the same as before when refused.</param>
/// <param name="LeadStage">Where the lead stands from now on by word of sales; <c>null</c> when sales says nothing about it.</param>
/// <param name="Refusal">Why it is refused; <c>null</c> when it is not.</param>
public sealed record HandoffDecision(HandoffState After, Stage? LeadStage, HandoffRefusal? Refusal)
{
    internal static HandoffDecision Becomes(HandoffState after, Stage? leadStage = null) => new(after, leadStage, null);

    internal static HandoffDecision Refuses(HandoffState state, HandoffRefusal why) => new(state, null, why);
}
