using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>
/// The sums behind a score at one moment. Order: drop duplicates → frequency limit, newest first → decay → criterion cap →
/// group cap → sum of the dimension → clamp to 0…100. Caps come after decay so that stale events do not eat the cap.
/// </summary>
internal sealed class Evaluation
{
    private readonly ScoringPolicy policy;
    private int[] entryRules;
    private long[] entryTimes;
    private int entries;

    public Evaluation(ScoringPolicy policy, Facts facts, long now)
    {
        this.policy = policy;
        Now = now;
        FitMet = new bool[policy.Fit.Length];
        TestFit(facts);
        var events = facts.EventsBy(now);
        entryRules = new int[events.Length + 8];
        entryTimes = new long[entryRules.Length];
        Match(events, now);
        Sums = SumsAt(now);
        EngagementExact = Engagement(Sums, Sums);
    }

    public long Now { get; }

    public bool[] FitMet { get; }

    public long FitExact { get; private set; }

    public long EngagementExact { get; }

    /// <summary>By engagement rule: the decayed points of its events, before any cap.</summary>
    public long[] Sums { get; }

    public int FitHundredths => FixedPoint.ToHundredths(FitExact);

    public int EngagementHundredths => FixedPoint.ToHundredths(EngagementExact);

    /// <summary>Events of each engagement rule that still give something.</summary>
    public int[] Counts()
    {
        var counts = new int[Sums.Length];
        for (var i = 0; i < entries; i++)
        {
            var rule = policy.Engagement[entryRules[i]];
            if (Now - entryTimes[i] <= rule.Window && (rule.Points == 0 || rule.WorthAt(Now - entryTimes[i]) != 0))
                counts[entryRules[i]]++;
        }

        return counts;
    }

    /// <summary>The rules that take the lead out now.</summary>
    public List<Criterion> Disqualifiers()
    {
        var found = new List<Criterion>();
        for (var i = 0; i < FitMet.Length; i++)
        {
            if (FitMet[i] && policy.Fit[i].Criterion.IsDisqualifier)
                found.Add(policy.Fit[i].Criterion);
        }

        for (var i = 0; i < entries; i++)
        {
            var rule = policy.Engagement[entryRules[i]];
            if (rule.Criterion.IsDisqualifier && Now - entryTimes[i] <= rule.Window && !found.Contains(rule.Criterion))
                found.Add(rule.Criterion);
        }

        return found;
    }

    /// <summary>
    /// The sums at a later moment, provided no event begins and no fit test turns in between: then each sum only shrinks.
    /// </summary>
    public long[] SumsAt(long moment)
    {
        var sums = new long[policy.Engagement.Length];
        for (var i = 0; i < entries; i++)
        {
            var rule = policy.Engagement[entryRules[i]];
            if (rule.Points != 0)
                sums[entryRules[i]] += rule.WorthAt(moment - entryTimes[i]);
        }

        return sums;
    }

    /// <summary>The moment from which no event gives less than before, or <see cref="Now"/>.</summary>
    public long QuietFrom()
    {
        var quiet = Now;
        for (var i = 0; i < entries; i++)
        {
            if (policy.Engagement[entryRules[i]].GivesFor is { } seconds)
                quiet = Math.Max(quiet, entryTimes[i] + seconds);
        }

        return quiet;
    }

    /// <summary>The next moment at which an event of a disqualifier stops counting, or null.</summary>
    public long? NextDisqualifierEnd()
    {
        long? next = null;
        for (var i = 0; i < entries; i++)
        {
            var rule = policy.Engagement[entryRules[i]];
            if (!rule.Criterion.IsDisqualifier || rule.Window == long.MaxValue)
                continue;
            var ends = entryTimes[i] + rule.Window + 1;
            if (ends > Now && (next is null || ends < next))
                next = ends;
        }

        return next;
    }

    /// <summary>The least engagement there can be while each rule's sum lies between two values.</summary>
    public long Least(long[] first, long[] second) => Engagement(first, second, least: true);

    /// <summary>The most engagement there can be while each rule's sum lies between two values.</summary>
    public long Most(long[] first, long[] second) => Engagement(first, second, least: false);

    private long Engagement(long[] first, long[] second, bool least = true)
    {
        long interest = 0, interaction = 0, intent = 0;
        for (var i = 0; i < first.Length; i++)
        {
            var sum = least == (first[i] < second[i]) ? first[i] : second[i];
            if (sum == 0)
                continue;
            var rule = policy.Engagement[i];
            switch (rule.Group)
            {
                case 0: interest += rule.Capped(sum); break;
                case 1: interaction += rule.Capped(sum); break;
                default: intent += rule.Capped(sum); break;
            }
        }

        return FixedPoint.Clamp(
            Cap(interest, policy.EngagementCaps[0]) + Cap(interaction, policy.EngagementCaps[1]) + Cap(intent, policy.EngagementCaps[2]),
            0,
            100 * FixedPoint.One);
    }

    private static long Cap(long sum, long cap) => cap == long.MaxValue ? sum : FixedPoint.Clamp(sum, -cap, cap);

    private void TestFit(Facts facts)
    {
        long contact = 0, business = 0, potential = 0;
        for (var i = 0; i < policy.Fit.Length; i++)
        {
            var rule = policy.Fit[i];
            try
            {
                if (!rule.IsMet(facts[rule.Slot], Now))
                    continue;
            }
            catch (CriterionFlawException flaw)
            {
                throw new BrokenModelException([new ModelFault(flaw.Code, rule.Criterion, flaw.Arguments)]);
            }

            FitMet[i] = true;
            switch (rule.Group)
            {
                case 0: contact += rule.Points; break;
                case 1: business += rule.Points; break;
                default: potential += rule.Points; break;
            }
        }

        FitExact = FixedPoint.Clamp(
            Cap(contact, policy.FitCaps[0]) + Cap(business, policy.FitCaps[1]) + Cap(potential, policy.FitCaps[2]), 0, 100 * FixedPoint.One);
    }

    private void Match(EngagementEvent[] events, long now)
    {
        // The newest counted events of each limited rule, as a ring.
        var counted = policy.FrequencySlots == 0 ? [] : new long[policy.FrequencySlots];
        var numbers = policy.FrequencySlots == 0 ? [] : new int[policy.Engagement.Length];
        foreach (var item in events)
        {
            foreach (var index in policy.CandidatesFor(item))
            {
                var rule = policy.Engagement[index];
                if (now - item.OccurredAt > rule.Window || !rule.MatchesRest(item))
                    continue;
                if (rule.FrequencyCount > 0)
                {
                    var ring = rule.FrequencyOffset + (numbers[index] % rule.FrequencyCount);
                    if (numbers[index] >= rule.FrequencyCount && counted[ring] - item.OccurredAt < rule.FrequencyPeriod)
                        continue;
                    counted[ring] = item.OccurredAt;
                    numbers[index]++;
                }

                if (entries == entryRules.Length)
                {
                    Array.Resize(ref entryRules, entries * 2);
                    Array.Resize(ref entryTimes, entries * 2);
                }

                entryRules[entries] = index;
                entryTimes[entries++] = item.OccurredAt;
            }
        }
    }
}
