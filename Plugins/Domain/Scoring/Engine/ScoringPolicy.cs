using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>
/// A model version and the agreement's terms, compiled: ready to score any number of leads from any number of threads.
/// Holds nothing that changes.
/// </summary>
public sealed class ScoringPolicy
{
    internal const int Channels = 8, Types = 16;

    private readonly Dictionary<string, int> slots;

    private ScoringPolicy(ScoringModel model, AgreementTerms terms)
    {
        Model = model;
        Terms = terms;
        slots = new Dictionary<string, int>(StringComparer.Ordinal);
        var columns = new List<string>();
        // A score out of its range could not be stored, and the lead with it.
        var faults = new List<ModelFault>(ModelCheck.CheckNumbers(model));
        var fit = new List<FitRule>();
        var engagement = new List<EngagementRule>();
        foreach (var criterion in model.Criteria)
        {
            try
            {
                if (criterion is FitCriterion test)
                    fit.Add(new FitRule(test, Slot(test.Column, columns), FitTest.For(test)));
                else
                    engagement.Add(new EngagementRule((EngagementCriterion)criterion));
            }
            catch (CriterionFlawException flaw)
            {
                faults.Add(new ModelFault(flaw.Code, criterion, flaw.Arguments));
            }
        }

        if (faults.Count > 0)
            throw new BrokenModelException(faults);
        Fit = fit.ToArray();
        Engagement = engagement.ToArray();
        ContactFacts = Slots(terms.ContactFacts, columns);
        MqlFacts = Slots(terms.Mql.Facts, columns);
        SqlFacts = Slots(terms.Sql.Facts, columns);
        Columns = columns;
        Candidates = CandidatesByTypeAndChannel(Engagement);
        FitCaps = CapsOf(model, CriterionGroup.Contact);
        EngagementCaps = CapsOf(model, CriterionGroup.Interest);
        FitCuts = CutsOf(model.FitBands, terms.Mql.Fit, terms.Sql.Fit, terms);
        EngagementCuts = CutsOf(model.EngagementBands, terms.Mql.Engagement, terms.Sql.Engagement, terms);
        FrequencySlots = 0;
        foreach (var rule in Engagement)
        {
            rule.FrequencyOffset = FrequencySlots;
            FrequencySlots += rule.FrequencyCount;
        }
    }

    /// <summary>The model as people wrote it.</summary>
    public ScoringModel Model { get; }

    /// <summary>The agreement's terms.</summary>
    public AgreementTerms Terms { get; }

    /// <summary>The lead columns that matter, each once.</summary>
    public IReadOnlyList<string> Columns { get; }

    internal FitRule[] Fit { get; }

    internal EngagementRule[] Engagement { get; }

    internal int[][] ContactFacts { get; }

    internal int[][] MqlFacts { get; }

    internal int[][] SqlFacts { get; }

    /// <summary>For each known type and channel the rules that can match such an event.</summary>
    private int[][] Candidates { get; }

    internal long[] FitCaps { get; }

    internal long[] EngagementCaps { get; }

    /// <summary>Hundredths at which grade or gate can change, rising.</summary>
    internal int[] FitCuts { get; }

    internal int[] EngagementCuts { get; }

    internal int FrequencySlots { get; }

    /// <summary>Compiles a model.</summary>
    /// <exception cref="BrokenModelException">A criterion cannot be run, or weights, bands or caps are out of range; all such are named.</exception>
    public static ScoringPolicy Compile(ScoringModel model, AgreementTerms terms) => new(model, terms);

    /// <summary>Days of engagement that can still count, or null when nothing ever stops counting.</summary>
    public int? DaysThatCount
    {
        get
        {
            long longest = Terms.HandRaiseDays * UnixTime.Day;
            foreach (var rule in Engagement)
            {
                if (rule.MattersFor is not { } seconds)
                    return null;
                longest = Math.Max(longest, seconds);
            }

            return (int)((longest + UnixTime.Day - 1) / UnixTime.Day) + 1;
        }
    }

    /// <summary>What is known of a lead, read column by column.</summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="read">Gives a column's value; asked once for each of <see cref="Columns"/>.</param>
    /// <param name="events">What the lead did, in any order.</param>
    /// <param name="changedOn">When one of the columns last changed, in UTC; null when not known.</param>
    public Facts FactsOf(Guid leadId, Func<string, FactValue> read, IReadOnlyList<EngagementEvent> events, DateTime? changedOn = null)
    {
        var values = new FactValue[Columns.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = read(Columns[i]);
        return new Facts(leadId, Columns, values, events, changedOn);
    }

    /// <summary>The rules that can match an event of that type and channel, as far as these go.</summary>
    internal int[] CandidatesFor(EngagementEvent item) =>
        (int)item.Type is >= 0 and < Types && (int)item.Channel is >= 0 and < Channels
            ? Candidates[((int)item.Type * Channels) + (int)item.Channel]
            : RulesThatCanMatch(Engagement, item.Type, item.Channel);

    private static int[] CutsOf(Bands bands, int mql, int sql, AgreementTerms terms)
    {
        var cuts = new SortedSet<int>
        {
            bands.First * 100, bands.Second * 100, bands.Third * 100,
            mql * 100, sql * 100, (mql - terms.HysteresisMargin) * 100, (sql - terms.HysteresisMargin) * 100,
            (sql - terms.ExplorationMargin) * 100,
        };
        var sorted = new int[cuts.Count];
        cuts.CopyTo(sorted);
        return sorted;
    }

    private static long[] CapsOf(ScoringModel model, CriterionGroup first)
    {
        var caps = new long[3];
        for (var i = 0; i < caps.Length; i++)
            caps[i] = model.GroupCaps.TryGetValue(first + i, out var cap) ? cap * FixedPoint.One : long.MaxValue;
        return caps;
    }

    private static int[][] CandidatesByTypeAndChannel(EngagementRule[] rules)
    {
        var candidates = new int[Types * Channels][];
        for (var i = 0; i < candidates.Length; i++)
            candidates[i] = RulesThatCanMatch(rules, (EngagementType)(i / Channels), (Channel)(i % Channels));
        return candidates;
    }

    private static int[] RulesThatCanMatch(EngagementRule[] rules, EngagementType type, Channel channel)
    {
        var list = new List<int>();
        for (var rule = 0; rule < rules.Length; rule++)
        {
            if (rules[rule].CanMatch(type, channel))
                list.Add(rule);
        }

        return list.ToArray();
    }

    private int[][] Slots(IReadOnlyList<RequiredFact> facts, List<string> columns)
    {
        var result = new int[facts.Count][];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = new int[facts[i].Columns.Count];
            for (var j = 0; j < result[i].Length; j++)
                result[i][j] = Slot(facts[i].Columns[j], columns);
        }

        return result;
    }

    private int Slot(string column, List<string> columns)
    {
        if (string.IsNullOrWhiteSpace(column))
            throw new CriterionFlawException(FaultCode.ColumnMissing);
        var name = column.Trim().ToLowerInvariant();
        if (!slots.TryGetValue(name, out var slot))
        {
            slot = columns.Count;
            slots.Add(name, slot);
            columns.Add(name);
        }

        return slot;
    }
}
