using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>What is known of one lead. Made by <see cref="ScoringPolicy.FactsOf"/>, which knows the columns that matter.</summary>
public sealed class Facts
{
    private readonly FactValue[] values;

    internal Facts(Guid leadId, IReadOnlyList<string> columns, FactValue[] values, IReadOnlyList<EngagementEvent> events, DateTime? changedOn)
    {
        LeadId = leadId;
        Columns = columns;
        this.values = values;
        Events = events;
        ChangedOn = changedOn;
    }

    /// <summary>The lead; only its exploration draw depends on it.</summary>
    public Guid LeadId { get; }

    /// <summary>The columns the policy looks at.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Their values, in the order of <see cref="Columns"/>.</summary>
    public IReadOnlyList<FactValue> Values => values;

    /// <summary>What the lead did, in any order.</summary>
    public IReadOnlyList<EngagementEvent> Events { get; }

    /// <summary>When one of the columns last changed, in UTC; null when that is not known.</summary>
    public DateTime? ChangedOn { get; }

    internal FactValue this[int slot] => values[slot];
}
