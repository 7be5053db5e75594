using System;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>All the gate needs to know of a lead at one moment.</summary>
internal readonly struct Reading
{
    private Reading(ScoringPolicy policy, Facts facts, Evaluation evaluation)
    {
        LeadId = facts.LeadId;
        Now = evaluation.Now;
        Fit = evaluation.FitHundredths;
        Engagement = evaluation.EngagementHundredths;
        Grade = Score.GradeOf(policy, Fit, Engagement);
        IsDisqualified = evaluation.Disqualifiers().Count > 0;
        ContactKnown = Known(policy.ContactFacts, facts);
        MqlKnown = Known(policy.MqlFacts, facts);
        SqlKnown = MqlKnown && Known(policy.SqlFacts, facts);
        NewestFactAt = facts.ChangedOn is { } changed ? UnixTime.FromUtc(changed) : null;
        HandRaisedAt = null;
        for (var i = 0; i < facts.Events.Count; i++)
        {
            var item = facts.Events[i];
            if (item.OccurredAt > Now)
                continue;
            NewestFactAt = Later(NewestFactAt, item.OccurredAt);
            if (item.IsHandRaise)
                HandRaisedAt = Later(HandRaisedAt, item.OccurredAt);
        }
    }

    public Guid LeadId { get; }

    public long Now { get; }

    /// <summary>Fit in hundredths: what is shown is what decides.</summary>
    public int Fit { get; }

    public int Engagement { get; }

    public Grade Grade { get; }

    public bool IsDisqualified { get; }

    public bool ContactKnown { get; }

    public bool MqlKnown { get; }

    /// <summary>What an SQL must be known by: all that an MQL must, and more.</summary>
    public bool SqlKnown { get; }

    public long? HandRaisedAt { get; }

    public long? NewestFactAt { get; }

    public static Reading Of(ScoringPolicy policy, Facts facts, Evaluation evaluation) => new(policy, facts, evaluation);

    private static long Later(long? first, long second) => first is { } value && value > second ? value : second;

    private static bool Known(int[][] required, Facts facts)
    {
        foreach (var either in required)
        {
            var known = false;
            foreach (var slot in either)
                known |= facts[slot].IsKnown;
            if (!known)
                return false;
        }

        return true;
    }
}
