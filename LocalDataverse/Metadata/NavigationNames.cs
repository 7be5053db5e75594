using System;
using System.Collections.Generic;
using System.Linq;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>The way from one table to another in the Web API.</summary>
/// <param name="Name">Name of the navigation property, with casing.</param>
/// <param name="Column">The lookup it stands for, on the table that holds the property or, for a collection, on the other; empty for many-to-many.</param>
/// <param name="Target">Logical name of the table it leads to; <see cref="NavigationNames.Principal"/> for an owner.</param>
/// <param name="Partner">Name of the property that leads back; null when there is none.</param>
/// <param name="Relationship">Schema name of the relationship; null for lookups that have none.</param>
internal sealed record NavigationSide(string Name, string Column, string Target, string? Partner, string? Relationship);

/// <summary>
/// What Dataverse calls the two sides of a relationship in the Web API. Custom lookups go by the schema name of the lookup, the
/// platform's by its logical name; a lookup to several tables adds the target, a lookup that an activity shares with
/// activitypointer adds the activity, because the type of every activity derives from that of activitypointer.
/// </summary>
internal static class NavigationNames
{
    /// <summary>The abstract type that users and teams derive from in the Web API; no table.</summary>
    public const string Principal = "principal";

    private const string ActivityPointer = "activitypointer";

    /// <summary>The single-valued side: on the table that holds the lookup.</summary>
    public static string Single(RelationshipDefinition relationship, MetadataCatalog catalog)
    {
        var table = catalog.Table(relationship.ReferencingTable);
        return Single(table, table.Column(relationship.ReferencingColumn), relationship.ReferencedTable, catalog);
    }

    /// <summary>The single-valued side for one of a lookup's targets.</summary>
    public static string Single(TableDefinition table, ColumnDefinition lookup, string target, MetadataCatalog catalog)
    {
        if (lookup.Type == ColumnType.Owner)
            return OfActivity(table, lookup, catalog) ? $"{lookup.LogicalName}_{table.LogicalName}" : lookup.LogicalName;
        switch (lookup.LogicalName)
        {
            case "slaid": return $"sla_{table.LogicalName}_sla";
            case "slainvokedid": return $"slainvokedid_{table.LogicalName}_sla";
            case "stageid": return "stageid_processstage";
        }

        var name = lookup.IsCustom ? lookup.SchemaName : lookup.LogicalName;
        if (IsPolymorphic(table, lookup))
            name += "_" + target;
        return OfActivity(table, lookup, catalog) ? $"{name}_{table.LogicalName}" : name;
    }

    /// <summary>The collection-valued side: on the table that is pointed to.</summary>
    public static string Collection(RelationshipDefinition relationship) => relationship.SchemaName;

    /// <summary>Both sides of a many-to-many relationship go by its name; within one table the second side says that it is the other.</summary>
    public static string Collection(ManyToManyDefinition relationship, bool isFirst) =>
        isFirst || !Is(relationship.Table1, relationship.Table2) ? relationship.SchemaName : relationship.SchemaName + "_referenced";

    /// <summary>All single-valued navigation properties of a table, ordered by name.</summary>
    public static IReadOnlyList<NavigationSide> SingleValued(TableDefinition table, MetadataCatalog catalog) =>
        [.. table.Columns.Where(c => c.IsLookup).SelectMany(c => Ways(table, c, catalog)).OrderBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>All collection-valued navigation properties of a table, ordered by name.</summary>
    public static IReadOnlyList<NavigationSide> CollectionValued(TableDefinition table, MetadataCatalog catalog)
    {
        var name = table.LogicalName;
        var oneToMany = catalog.OneToMany(name)
            .Select(r => new NavigationSide(Collection(r), r.ReferencingColumn, r.ReferencingTable, Single(r, catalog), r.SchemaName));
        var first = catalog.ManyToMany.Where(r => Is(r.Table1, name)).Select(r => Link(r, isFirst: true));
        var second = catalog.ManyToMany.Where(r => Is(r.Table2, name)).Select(r => Link(r, isFirst: false));
        return [.. oneToMany.Concat(first).Concat(second).OrderBy(p => p.Name, StringComparer.Ordinal)];
    }

    /// <summary>Whether the name of the single-valued side has to say to which table it leads.</summary>
    public static bool IsPolymorphic(TableDefinition table, ColumnDefinition lookup) =>
        lookup.Type == ColumnType.Customer
        || lookup.Targets.Count > 1
        || table.ManyToOne.Where(r => Is(r.ReferencingColumn, lookup.LogicalName)).Select(r => r.ReferencedTable).Distinct(StringComparer.Ordinal).Skip(1).Any();

    private static IEnumerable<NavigationSide> Ways(TableDefinition table, ColumnDefinition lookup, MetadataCatalog catalog)
    {
        if (lookup.Type == ColumnType.Owner)
            return [new NavigationSide(Single(table, lookup, Principal, catalog), lookup.LogicalName, Principal, null, null)];

        var related = table.ManyToOne.Where(r => Is(r.ReferencingColumn, lookup.LogicalName)).ToList();
        return lookup.Targets.Concat(related.Select(r => r.ReferencedTable)).Distinct(StringComparer.Ordinal).Select(target =>
        {
            var relationship = related.Find(r => Is(r.ReferencedTable, target));
            return new NavigationSide(
                Single(table, lookup, target, catalog), lookup.LogicalName, target, relationship is null ? null : Collection(relationship), relationship?.SchemaName);
        });
    }

    private static NavigationSide Link(ManyToManyDefinition r, bool isFirst) =>
        new(Collection(r, isFirst), string.Empty, isFirst ? r.Table2 : r.Table1, Collection(r, !isFirst), r.SchemaName);

    // Own lookups of a standard activity keep their names: opportunityid of opportunityclose, emailsender of email.
    private static bool OfActivity(TableDefinition table, ColumnDefinition lookup, MetadataCatalog catalog) =>
        table.IsActivity
        && !Is(table.LogicalName, ActivityPointer)
        && (lookup.IsCustom || (catalog.TryTable(ActivityPointer, out var pointer) && pointer.TryColumn(lookup.LogicalName, out _)));

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);
}
