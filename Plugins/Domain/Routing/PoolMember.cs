using System;
using Smarketing.Crm.Domain.Conditions;

namespace Smarketing.Crm.Domain.Routing;

/// <summary>A pair in a pool: one seller and one marketer with their share, as they stand when a lead is to be given.</summary>
public sealed record PoolMember
{
    /// <summary>The membership; decides ties that nothing else decides.</summary>
    public required Guid Id { get; init; }

    /// <summary>The pair.</summary>
    public required Guid PairId { get; init; }

    /// <summary>What people call the pair.</summary>
    public required string Name { get; init; }

    /// <summary>Who calls, and will own the lead.</summary>
    public required Guid SellerId { get; init; }

    /// <summary>Who answers for the lead's quality.</summary>
    public Guid? MarketerId { get; init; }

    /// <summary>Its share relative to the other members; above 0, may be fractional.</summary>
    public required decimal Weight { get; init; }

    /// <summary>It takes new leads while fewer hand-offs than this are open; may be fractional; <c>null</c> for no limit.</summary>
    public decimal? Capacity { get; init; }

    /// <summary>Hand-offs open with the pair now, in all pools.</summary>
    public int OpenHandoffs { get; init; }

    /// <summary>Leads it is owed (above 0) or has had ahead of its share (below 0), from the book of its pool; <c>null</c> before it has taken part.</summary>
    public decimal? Credit { get; init; }

    /// <summary>When it was last given a lead, UTC; <c>null</c> for never.</summary>
    public DateTime? LastAssignedOn { get; init; }

    /// <summary>Whether both membership and pair are in use.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Whether both seller and marketer may log in.</summary>
    public bool ArePeopleActive { get; init; } = true;

    /// <summary>Whether the seller has the rights of a lead's owner.</summary>
    public bool MayOwnLeads { get; init; } = true;

    /// <summary>Whether the seller takes no new leads today.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>The leads the pair takes: language, zone, segment, product, persona.</summary>
    public LeadConditions Conditions { get; init; } = LeadConditions.Always;

    /// <summary>Whether no more hand-offs may be open with it.</summary>
    public bool IsFull => Capacity is { } capacity && OpenHandoffs >= capacity;
}
