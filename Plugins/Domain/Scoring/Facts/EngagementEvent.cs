using System;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>One thing a lead did, at one moment.</summary>
public sealed class EngagementEvent
{
    /// <summary>An event.</summary>
    /// <param name="occurredOn">When, in UTC; parts of a second are dropped.</param>
    /// <param name="type">What the lead did.</param>
    /// <param name="channel">The way it came.</param>
    /// <param name="sourceKey">Its identity at the source: two events of one key are one. Null or empty: it stands for itself.</param>
    /// <param name="content">The address or code of what was read.</param>
    /// <param name="campaignId">The campaign it answers.</param>
    public EngagementEvent(DateTime occurredOn, EngagementType type, Channel channel, string? sourceKey = null, string? content = null, Guid? campaignId = null)
    {
        OccurredAt = UnixTime.FromUtc(occurredOn);
        Type = type;
        Channel = channel;
        SourceKey = string.IsNullOrEmpty(sourceKey) ? null : sourceKey;
        Content = string.IsNullOrWhiteSpace(content) ? null : TextFolding.Fold(content!);
        CampaignId = campaignId;
    }

    /// <summary>When, in Unix seconds.</summary>
    public long OccurredAt { get; }

    /// <summary>What the lead did.</summary>
    public EngagementType Type { get; }

    /// <summary>The way it came.</summary>
    public Channel Channel { get; }

    /// <summary>Its identity at the source.</summary>
    public string? SourceKey { get; }

    /// <summary>What was read, folded for comparison.</summary>
    public string? Content { get; }

    /// <summary>The campaign it answers.</summary>
    public Guid? CampaignId { get; }

    /// <summary>Whether the lead asks to be called or shown the product.</summary>
    public bool IsHandRaise => Type is EngagementType.DemoRequest or EngagementType.ContactRequest;

    /// <summary>Newest first; a total order over everything a rule can see, so that the order of recording never matters.</summary>
    internal static int CompareNewestFirst(EngagementEvent left, EngagementEvent right)
    {
        var order = right.OccurredAt.CompareTo(left.OccurredAt);
        if (order == 0)
            order = string.CompareOrdinal(left.SourceKey, right.SourceKey);
        if (order == 0)
            order = left.Type.CompareTo(right.Type);
        if (order == 0)
            order = left.Channel.CompareTo(right.Channel);
        if (order == 0)
            order = string.CompareOrdinal(left.Content, right.Content);
        return order != 0 ? order : Nullable.Compare(left.CampaignId, right.CampaignId);
    }
}
