using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>What is known of one lead. Made by <see cref="ScoringPolicy.FactsOf"/>, which knows the columns that matter.</summary>
public sealed class Facts
{
    private readonly FactValue[] values;

    // Newest first: with every report of a source key, and with its newest only.
    private readonly EngagementEvent[] reports;
    private readonly EngagementEvent[] distinct;

    internal Facts(Guid leadId, IReadOnlyList<string> columns, FactValue[] values, IReadOnlyList<EngagementEvent> events, DateTime? changedOn)
    {
        LeadId = leadId;
        Columns = columns;
        this.values = values;
        Events = events;
        ChangedOn = changedOn;
        reports = NewestFirst(events);
        distinct = Distinct(reports, 0);
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

    /// <summary>Events that have happened by a moment, newest first, each source key once: its newest report by then.</summary>
    internal EngagementEvent[] EventsBy(long moment)
    {
        var first = 0;
        while (first < reports.Length && reports[first].OccurredAt > moment)
            first++;
        return first == 0 ? distinct : Distinct(reports, first);
    }

    private static EngagementEvent[] NewestFirst(IReadOnlyList<EngagementEvent> events)
    {
        var sorted = new EngagementEvent[events.Count];
        for (var i = 0; i < sorted.Length; i++)
            sorted[i] = events[i];
        for (var i = 1; i < sorted.Length; i++)
        {
            if (EngagementEvent.CompareNewestFirst(sorted[i - 1], sorted[i]) > 0)
            {
                Array.Sort(sorted, EngagementEvent.CompareNewestFirst);
                break;
            }
        }

        return sorted;
    }

    private static EngagementEvent[] Distinct(EngagementEvent[] reports, int first)
    {
        var kept = new EngagementEvent[reports.Length - first];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var count = 0;
        for (var i = first; i < reports.Length; i++)
        {
            if (reports[i].SourceKey is not { } key || seen.Add(key))
                kept[count++] = reports[i];
        }

        if (count < kept.Length)
            Array.Resize(ref kept, count);
        return kept;
    }
}
