using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Tree;

/// <summary>A figure of an aggregate query, or a column it groups by.</summary>
internal sealed record AggregateNode(TableNode Table, StoredColumn Column, AggregateKind Kind, string Alias, bool Distinct);
