namespace Smarketing.Crm.Domain.Handoffs;

/// <summary>Where a hand-off stands. Escalation is a mark on it and no state: the manager is told, the owner still has to act.</summary>
public enum HandoffState
{
    /// <summary>Given to a seller who has not answered yet.</summary>
    Waiting,

    /// <summary>The seller took it and works it.</summary>
    Accepted,

    /// <summary>The lead became an opportunity.</summary>
    InOpportunity,

    /// <summary>Accepted and brought to its end: won, lost, disqualified or given back to ripen.</summary>
    Closed,

    /// <summary>The seller did not take it, and said why.</summary>
    Rejected,

    /// <summary>Not answered in time: the next pair has it, by another hand-off.</summary>
    ReRouted,

    /// <summary>There is nothing left to work: the lead was closed, merged or erased before anybody took it.</summary>
    Withdrawn,
}

/// <summary>Why sales rejects a lead.</summary>
public enum RejectReason
{
    /// <summary>Not somebody we sell to.</summary>
    NotAFit,

    /// <summary>Cannot be reached.</summary>
    NoContactPossible,

    /// <summary>Known already under another row.</summary>
    Duplicate,

    /// <summary>May come back later.</summary>
    NotNow,

    /// <summary>A competitor.</summary>
    Competitor,

    /// <summary>What is on record is wrong.</summary>
    InvalidData,

    /// <summary>Something else; the note says what.</summary>
    Other,
}
