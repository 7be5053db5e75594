using System;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Cli.Run.Feed;

/// <summary>One thing a lead did.</summary>
/// <param name="SourceKey">The event's key in its source; the same key is the same event.</param>
/// <param name="OccurredOn">When it happened (UTC).</param>
/// <param name="RecordedOn">When it reached us (UTC): later than it happened for late arrivals, earlier for a wrong clock.</param>
/// <param name="Type">What was done.</param>
/// <param name="Channel">Where.</param>
/// <param name="Content">With what: a page, a document, an event. Null is not known.</param>
/// <param name="CampaignId">The campaign it belongs to.</param>
public sealed record EngagementRecord(
    string SourceKey, DateTime OccurredOn, DateTime RecordedOn, EngagementType Type, Channel Channel, string? Content, Guid? CampaignId);
