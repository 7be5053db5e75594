using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Tree;

/// <summary>How a link ties its table to the one it hangs on.</summary>
/// <param name="Parent">The table it hangs on.</param>
/// <param name="ParentColumn">The column of that table.</param>
/// <param name="OwnColumn">The column of the linked table.</param>
/// <param name="Kind">What becomes of rows with and without a match.</param>
internal sealed record JoinNode(TableNode Parent, StoredColumn ParentColumn, StoredColumn OwnColumn, LinkKind Kind)
{
    /// <summary>The linked table's columns are part of the result; otherwise the link is only a condition on its parent.</summary>
    public bool GivesRows => Kind is LinkKind.Inner or LinkKind.Outer or LinkKind.FirstRow;
}
