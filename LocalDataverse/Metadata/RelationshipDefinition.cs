namespace Smarketing.LocalDataverse.Metadata;

/// <summary>A many-to-one relationship: a lookup of the referencing table points to a row of the referenced table.</summary>
internal sealed record RelationshipDefinition
{
    /// <summary>Unique name, with casing.</summary>
    public required string SchemaName { get; init; }

    /// <summary>The table that holds the lookup.</summary>
    public required string ReferencingTable { get; init; }

    /// <summary>The lookup.</summary>
    public required string ReferencingColumn { get; init; }

    /// <summary>The table that is pointed to.</summary>
    public required string ReferencedTable { get; init; }

    /// <summary>What deleting the referenced row does.</summary>
    public CascadeAction Delete { get; init; }

    /// <summary>What assigning the referenced row to another owner does.</summary>
    public CascadeAction Assign { get; init; }

    /// <summary>What merging the referenced row does.</summary>
    public CascadeAction Merge { get; init; }

    /// <summary>What re-parenting the referenced row does.</summary>
    public CascadeAction Reparent { get; init; }

    /// <summary>What sharing the referenced row does.</summary>
    public CascadeAction Share { get; init; }

    /// <summary>What unsharing the referenced row does.</summary>
    public CascadeAction Unshare { get; init; }

    /// <summary>The lookup forms a hierarchy within one table.</summary>
    public bool IsHierarchical { get; init; }
}
