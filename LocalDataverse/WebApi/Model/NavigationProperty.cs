using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.WebApi.Model;

/// <summary>Which way a navigation property leads.</summary>
internal enum NavigationKind
{
    /// <summary>Along a lookup, to one row.</summary>
    Single,

    /// <summary>Against a lookup, to the rows that point here.</summary>
    Collection,

    /// <summary>Over an intersect table.</summary>
    ManyToMany,
}

/// <summary>A navigation property of a table.</summary>
internal sealed record NavigationProperty
{
    /// <summary>Its name, with the platform's casing.</summary>
    public required string Name { get; init; }

    public required NavigationKind Kind { get; init; }

    /// <summary>The tables it may lead to; one, but for the owner of a row.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>Single: the lookup of this table. Collection: the lookup of the other table. ManyToMany: the column of the intersect table with the id of this table's row.</summary>
    public required string Column { get; init; }

    /// <summary>The schema name of the relationship; null when the table's lookup has none.</summary>
    public string? Relationship { get; init; }

    /// <summary>ManyToMany: the intersect table, and its column with the id of the other table's row.</summary>
    public (string Table, string OtherColumn)? Intersect { get; init; }

    /// <summary>ManyToMany of a table with itself: whether this end is the first.</summary>
    public bool IsFirst { get; init; } = true;

    /// <summary>The one table it leads to.</summary>
    public string Target => Targets[0];

    /// <summary>Whether it may lead to rows of a table.</summary>
    public bool LeadsTo(string table) => Targets.Contains(table, StringComparer.Ordinal);
}
