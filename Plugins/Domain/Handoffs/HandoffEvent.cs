namespace Smarketing.Crm.Domain.Handoffs;

/// <summary>Something that happens to a hand-off.</summary>
public abstract record HandoffEvent
{
    private HandoffEvent()
    {
    }

    /// <summary>Somebody takes it.</summary>
    /// <param name="ByOwnerOrManager">Whether it is the owner, or somebody who may answer for the owner.</param>
    public sealed record Accepted(bool ByOwnerOrManager) : HandoffEvent;

    /// <summary>Somebody does not take it.</summary>
    /// <param name="ByOwnerOrManager">Whether it is the owner, or somebody who may answer for the owner.</param>
    /// <param name="Reason">Why; <c>null</c> when not said.</param>
    public sealed record Rejected(bool ByOwnerOrManager, RejectReason? Reason) : HandoffEvent;

    /// <summary>It was not answered in time, and another pair has it now.</summary>
    public sealed record ReRouted : HandoffEvent;

    /// <summary>The lead became an opportunity.</summary>
    public sealed record Opened : HandoffEvent;

    /// <summary>The lead, closed before without an opportunity, has become one after all.</summary>
    public sealed record OpenedLater : HandoffEvent;

    /// <summary>The lead was qualified without an opportunity: it is known as an account or a contact, and nothing is for sale yet.</summary>
    public sealed record QualifiedOnly : HandoffEvent;

    /// <summary>The lead was disqualified.</summary>
    public sealed record Disqualified : HandoffEvent;

    /// <summary>The lead was given back to marketing to ripen.</summary>
    public sealed record Recycled : HandoffEvent;

    /// <summary>The lead was merged into another or erased.</summary>
    public sealed record LeadGone : HandoffEvent;

    /// <summary>Its opportunity was won.</summary>
    public sealed record Won : HandoffEvent;

    /// <summary>Its opportunity was lost.</summary>
    public sealed record Lost : HandoffEvent;

    /// <summary>Its opportunity, won or lost, is open again.</summary>
    public sealed record Reopened : HandoffEvent;
}
