using System;
using System.Collections.Generic;

namespace Smarketing.Cli.Run.Feed;

/// <summary>One lead of the input with all that became of it, ready to be fed in.</summary>
public sealed record LeadRecord
{
    /// <summary>The lead's key in its source; the same key is the same lead, in every run.</summary>
    public required string Key { get; init; }

    /// <summary>The lead's id, derived from the source and the key.</summary>
    public required Guid Id { get; init; }

    /// <summary>When the lead came in (UTC).</summary>
    public required DateTime CreatedOn { get; init; }

    /// <summary>What is known when it comes in, by logical column name. Unknown values are left out.</summary>
    public required IReadOnlyDictionary<string, ColumnValue> Columns { get; init; }

    /// <summary>What is learned later.</summary>
    public IReadOnlyList<LeadChange> Changes { get; init; } = [];

    /// <summary>What the lead did.</summary>
    public IReadOnlyList<EngagementRecord> Engagements { get; init; } = [];

    /// <summary>Whether it became a customer: for the report only, no score ever sees it. Null is not known.</summary>
    public bool? Converted { get; init; }

    /// <summary>The file it stands in, or what else it comes from, for messages.</summary>
    public string File { get; init; } = string.Empty;

    /// <summary>The line it stands on, from 1; null when it comes from no file.</summary>
    public long? Line { get; init; }
}
