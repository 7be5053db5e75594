using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Tree;

/// <summary>A column asked for.</summary>
/// <param name="Column">The column.</param>
/// <param name="Alias">The name the query gives it in the result, or null.</param>
internal sealed record ColumnNode(StoredColumn Column, string? Alias);
