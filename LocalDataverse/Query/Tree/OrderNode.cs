using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Tree;

/// <summary>One thing to sort by: a column, or a figure of an aggregate query.</summary>
internal sealed record OrderNode(TableNode Table, StoredColumn? Column, AggregateNode? Aggregate, bool IsDescending);
