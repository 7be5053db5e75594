namespace Smarketing.Crm.Domain.Routing;

/// <summary>Why a member was not asked.</summary>
public enum SkipReason
{
    /// <summary>The membership or the pair is out of use.</summary>
    Inactive = 0,

    /// <summary>The seller or the marketer may no longer log in.</summary>
    PersonInactive = 1,

    /// <summary>The seller is away today.</summary>
    Absent = 2,

    /// <summary>It has had this lead before in this cycle.</summary>
    AlreadyTried = 3,

    /// <summary>As many hand-offs are open with it as it can work.</summary>
    AtCapacity = 4,

    /// <summary>It does not take such leads.</summary>
    ConditionsNotMet = 5,

    /// <summary>The seller has no role that lets a lead belong to them.</summary>
    MayNotOwn = 6,
}

/// <summary>A member as it was considered for one lead.</summary>
/// <param name="Member">The member, as it stood.</param>
/// <param name="Skipped">Why it was not asked; <c>null</c> when it could have had the lead.</param>
/// <param name="Detail">The line of its conditions that did not hold, where that is the reason.</param>
public sealed record Candidate(PoolMember Member, SkipReason? Skipped = null, string? Detail = null)
{
    /// <summary>Whether it could have had the lead.</summary>
    public bool IsEligible => Skipped is null;
}
