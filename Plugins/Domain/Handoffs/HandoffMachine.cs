using System;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Domain.Handoffs;

/// <summary>
/// The life of a hand-off: it waits, is accepted, becomes an opportunity and closes; or is rejected, goes to the next pair, or is withdrawn
/// because there is nothing left to work. Its diagram is <c>docs/handoff-states.md</c>.
/// </summary>
public static class HandoffMachine
{
    /// <summary>Whether somebody still has to do something about it.</summary>
    public static bool IsOpen(HandoffState state) => state is HandoffState.Waiting or HandoffState.Accepted or HandoffState.InOpportunity;

    /// <summary>What an event makes of a hand-off. What does not concern it leaves it as it is; what must not happen is refused.</summary>
    public static HandoffDecision Decide(HandoffState state, HandoffEvent happening) => happening switch
    {
        null => throw new ArgumentNullException(nameof(happening)),
        HandoffEvent.Accepted accepted => Answer(state, accepted.ByOwnerOrManager)
            ?? HandoffDecision.Becomes(HandoffState.Accepted, Stage.Accepted),
        HandoffEvent.Rejected rejected => Answer(state, rejected.ByOwnerOrManager) ?? (rejected.Reason is null
            ? HandoffDecision.Refuses(state, HandoffRefusal.NoReason)
            : HandoffDecision.Becomes(HandoffState.Rejected, Stage.Nurture)),
        HandoffEvent.ReRouted => state == HandoffState.Waiting ? HandoffDecision.Becomes(HandoffState.ReRouted) : Stays(state),
        // Whoever works a lead without having answered has taken it.
        HandoffEvent.Opened => IsBeforeOpportunity(state) ? HandoffDecision.Becomes(HandoffState.InOpportunity, Stage.Opportunity) : Stays(state),
        HandoffEvent.OpenedLater => state == HandoffState.Closed ? HandoffDecision.Becomes(HandoffState.InOpportunity, Stage.Opportunity) : Stays(state),
        HandoffEvent.QualifiedOnly => IsBeforeOpportunity(state) ? HandoffDecision.Becomes(HandoffState.Closed, Stage.Accepted) : Stays(state),
        HandoffEvent.Disqualified => state switch
        {
            HandoffState.Waiting => HandoffDecision.Becomes(HandoffState.Withdrawn, Stage.Disqualified),
            HandoffState.Accepted => HandoffDecision.Becomes(HandoffState.Closed, Stage.Disqualified),
            _ => Stays(state),
        },
        HandoffEvent.Recycled => state == HandoffState.Accepted
            ? HandoffDecision.Becomes(HandoffState.Closed, Stage.Nurture)
            : Stays(state),
        HandoffEvent.LeadGone => IsOpen(state) ? HandoffDecision.Becomes(HandoffState.Withdrawn) : Stays(state),
        HandoffEvent.Won => OfOpportunity(state, HandoffState.Closed, Stage.Customer),
        HandoffEvent.Lost => OfOpportunity(state, HandoffState.Closed, Stage.Nurture),
        HandoffEvent.Reopened => OfOpportunity(state, HandoffState.InOpportunity, Stage.Opportunity),
        _ => throw new ArgumentOutOfRangeException(nameof(happening), happening, "This event is unknown; say here what it does."),
    };

    private static bool IsBeforeOpportunity(HandoffState state) => state is HandoffState.Waiting or HandoffState.Accepted;

    // Before the right to answer: whoever comes too late learns that first.
    private static HandoffDecision? Answer(HandoffState state, bool isAllowed)
    {
        if (state != HandoffState.Waiting)
            return HandoffDecision.Refuses(state, HandoffRefusal.NotWaiting);
        return isAllowed ? null : HandoffDecision.Refuses(state, HandoffRefusal.NotYours);
    }

    // Told again it says the same again, so that a job that was killed in between can be repeated.
    private static HandoffDecision OfOpportunity(HandoffState state, HandoffState after, Stage leadStage) =>
        state is HandoffState.InOpportunity or HandoffState.Closed ? HandoffDecision.Becomes(after, leadStage) : Stays(state);

    private static HandoffDecision Stays(HandoffState state) => HandoffDecision.Becomes(state);
}
