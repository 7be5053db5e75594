using System.Collections.Generic;
using Smarketing.Cli.Run.Feed;

namespace Smarketing.Cli.Csv.Mapping;

/// <summary>How one lead column is filled.</summary>
public sealed record LeadColumnRule
{
    /// <summary>The lead column's logical name.</summary>
    public required string Target { get; init; }

    /// <summary>The file's columns; the first that is known counts.</summary>
    public required IReadOnlyList<ColumnReference> Columns { get; init; }

    public required ColumnKind Kind { get; init; }

    /// <summary>What each text of the file becomes; null takes the text itself.</summary>
    public IReadOnlyDictionary<string, ColumnValue>? Values { get; init; }

    /// <summary>What a text becomes that <see cref="Values"/> does not list; null refuses it.</summary>
    public ColumnValue? Otherwise { get; init; }

    /// <summary>The longest text kept, in characters; the rest is cut off.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The formats of a date column.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];
}
