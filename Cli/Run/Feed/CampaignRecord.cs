using System;

namespace Smarketing.Cli.Run.Feed;

/// <summary>A campaign that leads and events refer to.</summary>
public sealed record CampaignRecord(Guid Id, string Name, string Code)
{
    /// <summary>What it cost beside its activities, in base currency; null when that is not known.</summary>
    public decimal? Cost { get; init; }
}
