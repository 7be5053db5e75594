using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Tree;

/// <summary>A figure of an aggregate query, or a column it groups by.</summary>
/// <param name="Table">Where the column is.</param>
/// <param name="Column">The column.</param>
/// <param name="Kind">What to do with it.</param>
/// <param name="Alias">What the result calls it.</param>
/// <param name="Distinct">Equal values count once.</param>
internal sealed record AggregateNode(TableNode Table, StoredColumn Column, AggregateKind Kind, string Alias, bool Distinct)
{
    /// <summary>The part of a date to group by; null for the value itself.</summary>
    public DatePart? Part { get; init; }

    /// <summary>The part is that of the date where the user lives, not that of UTC.</summary>
    public bool InUserZone { get; init; }
}
