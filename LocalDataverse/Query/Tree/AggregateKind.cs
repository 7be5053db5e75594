namespace Smarketing.LocalDataverse.Query.Tree;

/// <summary>What an aggregate query does with a column.</summary>
internal enum AggregateKind
{
    /// <summary>Rows with the same value make one group.</summary>
    GroupBy,

    /// <summary>Number of rows.</summary>
    Count,

    /// <summary>Number of rows with a value.</summary>
    CountColumn,
    Sum,
    Avg,
    Min,
    Max,
}
