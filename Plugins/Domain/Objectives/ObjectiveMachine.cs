using System;

namespace Smarketing.Crm.Domain.Objectives;

/// <summary>Where an objective stands in its life.</summary>
public enum ObjectiveState
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>SMART and started: figures are refreshed, and what it says changes no more.</summary>
    Running,

    /// <summary>Over, and met.</summary>
    Reached,

    /// <summary>Over, and not met.</summary>
    Missed,

    /// <summary>Given up.</summary>
    Cancelled,
}

/// <summary>Something that happens to an objective.</summary>
public enum ObjectiveEvent
{
    /// <summary>Somebody changes what it says.</summary>
    Edited,

    /// <summary>Somebody starts it, and it is SMART.</summary>
    Started,

    /// <summary>Somebody starts it, and it is not SMART.</summary>
    StartedUnready,

    /// <summary>Somebody makes it a draft again.</summary>
    TakenBack,

    /// <summary>Somebody gives it up.</summary>
    Cancelled,

    /// <summary>Its last day has passed and the target is met.</summary>
    EndedMet,

    /// <summary>Its last day has passed and the target is not met.</summary>
    EndedUnmet,
}

/// <summary>Why an event is refused.</summary>
public enum ObjectiveRefusal
{
    /// <summary>It runs: what both sides want stays as it was said. Cancel it and write another.</summary>
    Runs,

    /// <summary>It is over or given up.</summary>
    IsClosed,

    /// <summary>It is not SMART.</summary>
    NotSmart,

    /// <summary>It never ran, so it cannot have ended.</summary>
    NeverRan,
}

/// <summary>What an event comes to.</summary>
/// <param name="After">The state after it; the same as before when it is refused.</param>
/// <param name="Refusal">Why it is refused; <c>null</c> when it is not.</param>
public sealed record ObjectiveDecision(ObjectiveState After, ObjectiveRefusal? Refusal);

/// <summary>The life of an objective: written, running, and at last reached, missed or cancelled. Its diagram is <c>docs/objective-states.md</c>.</summary>
public static class ObjectiveMachine
{
    /// <summary>What an event makes of an objective.</summary>
    public static ObjectiveDecision Decide(ObjectiveState state, ObjectiveEvent happening) => state switch
    {
        ObjectiveState.Draft => happening switch
        {
            ObjectiveEvent.Edited or ObjectiveEvent.TakenBack => Becomes(ObjectiveState.Draft),
            ObjectiveEvent.Started => Becomes(ObjectiveState.Running),
            ObjectiveEvent.StartedUnready => Refuses(state, ObjectiveRefusal.NotSmart),
            ObjectiveEvent.Cancelled => Becomes(ObjectiveState.Cancelled),
            _ => Refuses(state, ObjectiveRefusal.NeverRan),
        },
        ObjectiveState.Running => happening switch
        {
            ObjectiveEvent.Edited or ObjectiveEvent.TakenBack => Refuses(state, ObjectiveRefusal.Runs),
            ObjectiveEvent.Started => Becomes(ObjectiveState.Running),
            ObjectiveEvent.StartedUnready => Refuses(state, ObjectiveRefusal.NotSmart),
            ObjectiveEvent.Cancelled => Becomes(ObjectiveState.Cancelled),
            ObjectiveEvent.EndedMet => Becomes(ObjectiveState.Reached),
            _ => Becomes(ObjectiveState.Missed),
        },
        // Said again it changes nothing, so that a sweep may be repeated.
        ObjectiveState.Reached when happening == ObjectiveEvent.EndedMet => Becomes(state),
        ObjectiveState.Missed when happening == ObjectiveEvent.EndedUnmet => Becomes(state),
        ObjectiveState.Cancelled when happening == ObjectiveEvent.Cancelled => Becomes(state),
        _ => Refuses(state, ObjectiveRefusal.IsClosed),
    };

    private static ObjectiveDecision Becomes(ObjectiveState after) => new(after, null);

    private static ObjectiveDecision Refuses(ObjectiveState state, ObjectiveRefusal why) => new(state, why);
}
