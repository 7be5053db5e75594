namespace Smarketing.LocalDataverse.Metadata;

/// <summary>A many-to-many relationship, kept as rows of an intersect table.</summary>
internal sealed record ManyToManyDefinition
{
    /// <summary>Unique name, with casing.</summary>
    public required string SchemaName { get; init; }

    /// <summary>Logical name of the table that holds the pairs.</summary>
    public required string IntersectTable { get; init; }

    /// <summary>First table.</summary>
    public required string Table1 { get; init; }

    /// <summary>Column of the intersect table with the id of the first table's row.</summary>
    public required string Column1 { get; init; }

    /// <summary>Second table.</summary>
    public required string Table2 { get; init; }

    /// <summary>Column of the intersect table with the id of the second table's row.</summary>
    public required string Column2 { get; init; }
}
