using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Tree;

/// <summary>How a link joins its table to the one it hangs on.</summary>
/// <param name="Parent">The table it hangs on.</param>
/// <param name="ParentColumn">The column of that table.</param>
/// <param name="OwnColumn">The column of the linked table.</param>
/// <param name="IsOuter">Rows of the parent without a match stay.</param>
internal sealed record JoinNode(TableNode Parent, StoredColumn ParentColumn, StoredColumn OwnColumn, bool IsOuter);
