using System;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Domain.Handoffs;

/// <summary>How a lead's row stands.</summary>
public enum LeadState
{
    /// <summary>Worked or to be worked.</summary>
    Open = 0,

    /// <summary>Became an account, a contact or an opportunity.</summary>
    Qualified = 1,

    /// <summary>Nobody will work it.</summary>
    Disqualified = 2,
}

/// <summary>How an opportunity stands.</summary>
public enum OpportunityState
{
    /// <summary>Worked.</summary>
    Open = 0,

    /// <summary>Won.</summary>
    Won = 1,

    /// <summary>Lost.</summary>
    Lost = 2,
}

/// <summary>
/// What sales says about a lead, read off the rows in which it said so: the hand-off of the lead's cycle, its opportunity, the lead's own state.
/// Scoring takes the stages after SQL from here and from nowhere else.
/// </summary>
/// <param name="Stage">Where the lead stands; <c>null</c> when sales says nothing and the gate decides.</param>
/// <param name="HandoffOpen">Whether a hand-off waits for its answer, so that the stage is latched.</param>
/// <param name="RejectedOn">
/// When sales gave the lead back, UTC; <c>null</c> when it did not, or when an opportunity was lost, which says no moment: then it is when the lead first hears of it.
/// </param>
public sealed record SalesWord(Stage? Stage, bool HandoffOpen, DateTime? RejectedOn)
{
    /// <summary>Reads it off.</summary>
    /// <param name="handoff">Where the hand-off of this cycle stands; <c>null</c> for none.</param>
    /// <param name="opportunity">How its opportunity, or without one that of the qualified lead, stands; <c>null</c> for none.</param>
    /// <param name="lead">How the lead stands.</param>
    /// <param name="answeredOn">When the hand-off was answered, UTC.</param>
    /// <param name="dispositionOn">When it was said what became of it, UTC.</param>
    public static SalesWord Of(HandoffState? handoff, OpportunityState? opportunity, LeadState lead, DateTime? answeredOn, DateTime? dispositionOn)
    {
        if (lead == LeadState.Disqualified)
            return new SalesWord(Scoring.Stage.Disqualified, false, handoff == HandoffState.Rejected ? answeredOn : dispositionOn);
        return handoff switch
        {
            HandoffState.Waiting => new SalesWord(null, true, null),
            HandoffState.Accepted => new SalesWord(Scoring.Stage.Accepted, false, null),
            HandoffState.InOpportunity => new SalesWord(Of(opportunity) ?? Scoring.Stage.Opportunity, false, null),
            HandoffState.Closed when opportunity is not null => new SalesWord(Of(opportunity), false, null),
            HandoffState.Closed when lead == LeadState.Qualified => new SalesWord(Scoring.Stage.Accepted, false, null),
            HandoffState.Closed => new SalesWord(Scoring.Stage.Nurture, false, dispositionOn),
            // Whoever qualifies a lead that was rejected has changed their mind.
            HandoffState.Rejected when lead == LeadState.Qualified && opportunity is not null => new SalesWord(Of(opportunity), false, null),
            HandoffState.Rejected => new SalesWord(Scoring.Stage.Nurture, false, answeredOn),
            // No hand-off says anything: a lead that marketing or a seller qualified without one still follows its opportunity.
            _ => new SalesWord(lead == LeadState.Qualified ? Of(opportunity) : null, false, null),
        };
    }

    private static Stage? Of(OpportunityState? opportunity) => opportunity switch
    {
        OpportunityState.Open => Scoring.Stage.Opportunity,
        OpportunityState.Won => Scoring.Stage.Customer,
        OpportunityState.Lost => Scoring.Stage.Nurture,
        _ => null,
    };
}
