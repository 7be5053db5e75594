using System;
using System.Collections.Generic;
using Smarketing.Cli.Run.Feed;

namespace Smarketing.Cli.Csv.Mapping;

/// <summary>How the columns of a file become leads, engagement and outcomes. The format is described in docs/import-map.md.</summary>
public sealed record ImportMap
{
    /// <summary>The map file as it was named.</summary>
    public required string File { get; init; }

    /// <summary>The source's name; part of every id, so that two sources never meet.</summary>
    public required string Name { get; init; }

    /// <summary>The instant the file speaks of (UTC).</summary>
    public required DateTime AsOf { get; init; }

    /// <summary>When a lead came in.</summary>
    public required TimeRule Created { get; init; }

    /// <summary>The column that names a lead; null takes the line number.</summary>
    public ColumnReference? Key { get; init; }

    /// <summary>Words that mean "not known", compared without regard to case.</summary>
    public required IReadOnlySet<string> Unknown { get; init; }

    /// <summary>The folder with the agreement and model for this source, absolute; null is the starter set.</summary>
    public string? DataFolder { get; init; }

    public required IReadOnlyDictionary<string, ColumnValue> Constants { get; init; }

    public required IReadOnlyList<LeadColumnRule> Lead { get; init; }

    public required IReadOnlyList<EngagementRule> Engagement { get; init; }

    public OutcomeRule? Outcome { get; init; }

    /// <summary>Every column of the file that the map speaks of, with the place where it does.</summary>
    public required IReadOnlyList<ColumnReference> References { get; init; }

    /// <summary>Every lead column that the map fills, with the place where it does.</summary>
    public required IReadOnlyList<TargetReference> Targets { get; init; }
}
