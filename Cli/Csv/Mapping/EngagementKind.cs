using Smarketing.Cli.Run.Feed;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Cli.Csv.Mapping;

/// <summary>What an event is.</summary>
public sealed record EngagementKind(EngagementType Type, Channel Channel, string? Content);
