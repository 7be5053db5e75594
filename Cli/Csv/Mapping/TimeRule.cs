using System.Collections.Generic;

namespace Smarketing.Cli.Csv.Mapping;

/// <summary>When something happened: read from a column, or an age in days before the map's <c>asOf</c>.</summary>
public sealed record TimeRule
{
    public ColumnReference? Column { get; init; }

    /// <summary>The formats the column's dates may have; no offset in the text means UTC.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>The least age in days.</summary>
    public double FromDays { get; init; }

    /// <summary>The greatest age in days; between the two, ages are spread by a stable hash of the key.</summary>
    public double ToDays { get; init; }
}
