using System;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>A fit criterion, compiled.</summary>
internal sealed class FitRule(FitCriterion criterion, int slot, FitTest test)
{
    public FitCriterion Criterion => criterion;

    public int Slot => slot;

    public FitTest Test => test;

    public int Group { get; } = Clamped((int)criterion.Group);

    public long Points { get; } = criterion.Points * FixedPoint.One;

    public bool IsMet(in FactValue fact, long now) => fact.IsKnown ? test.IsMet(fact, now) : test.IsMetByUnknown;

    private static int Clamped(int group) =>
        group is >= 0 and <= 2 ? group : throw new CriterionFlawException(FaultCode.WrongGroup, ((CriterionGroup)group).ToString());
}

/// <summary>An engagement criterion, compiled.</summary>
internal sealed class EngagementRule
{
    public EngagementRule(EngagementCriterion criterion)
    {
        if (criterion.Decay.Flaw is { } flaw)
            throw new CriterionFlawException(flaw);
        if (criterion.Group < CriterionGroup.Interest || criterion.Group > CriterionGroup.Intent)
            throw new CriterionFlawException(FaultCode.WrongGroup, criterion.Group.ToString());
        if (criterion.FrequencyCount is null != criterion.FrequencyDays is null)
            throw new CriterionFlawException(FaultCode.FrequencyIncomplete);
        if (criterion.FrequencyCount < 1 || criterion.FrequencyDays < 1)
            throw new CriterionFlawException(FaultCode.FrequencyIncomplete);
        Criterion = criterion;
        Group = criterion.Group - CriterionGroup.Interest;
        Points = criterion.Points;
        Decay = criterion.Decay;
        Window = criterion.WindowDays is { } days ? days * UnixTime.Day : long.MaxValue;
        Cap = criterion.Cap is { } cap ? cap * FixedPoint.One : long.MaxValue;
        FrequencyCount = criterion.FrequencyCount ?? 0;
        FrequencyPeriod = (criterion.FrequencyDays ?? 0) * UnixTime.Day;
        Content = string.IsNullOrWhiteSpace(criterion.ContentPrefix) ? null : TextFolding.Fold(criterion.ContentPrefix!);
    }

    public EngagementCriterion Criterion { get; }

    public int Group { get; }

    public int Points { get; }

    public Decay Decay { get; }

    /// <summary>Greatest age that counts, in seconds.</summary>
    public long Window { get; }

    public long Cap { get; }

    public int FrequencyCount { get; }

    public long FrequencyPeriod { get; }

    /// <summary>Where its last counted events stand in the shared scratch array.</summary>
    public int FrequencyOffset { get; set; }

    private string? Content { get; }

    /// <summary>Age in seconds from which an event gives no points any more, or null.</summary>
    public long? GivesFor
    {
        get
        {
            var leaves = Window == long.MaxValue ? (long?)null : Window + 1;
            return Decay.NothingLeftAt is { } fades && (leaves is null || fades < leaves) ? fades : leaves;
        }
    }

    /// <summary>Age in seconds from which an event cannot matter any more, or null. A disqualifier matters however few points are left.</summary>
    public long? MattersFor => Criterion.IsDisqualifier ? (Window == long.MaxValue ? null : Window + 1) : GivesFor;

    public bool CanMatch(EngagementType type, Channel channel) =>
        (Criterion.Type is null || Criterion.Type == type) && (Criterion.Channel is null || Criterion.Channel == channel);

    /// <summary>Whether content and campaign match, type and channel being known to.</summary>
    public bool MatchesRest(EngagementEvent item) =>
        (Content is null || (item.Content is not null && item.Content.StartsWith(Content, StringComparison.OrdinalIgnoreCase)))
        && (Criterion.CampaignId is null || item.CampaignId == Criterion.CampaignId);

    /// <summary>What an event gives at an age, before the cap.</summary>
    public long WorthAt(long age) => age > Window ? 0 : Points * Decay.FactorAt(age);

    public long Capped(long sum) => Cap == long.MaxValue ? sum : FixedPoint.Clamp(sum, -Cap, Cap);
}
