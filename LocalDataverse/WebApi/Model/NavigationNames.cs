using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.LocalDataverse.Metadata;
using Names = Smarketing.LocalDataverse.Metadata.NavigationNames;

namespace Smarketing.LocalDataverse.WebApi.Model;

/// <summary>The navigation properties of a table, by the names the platform gives them.</summary>
/// <remarks>Activities have the names of activitypointer as well, from which their types derive: <c>regardingobjectid_lead</c>, <c>ownerid</c>.</remarks>
internal static class NavigationNames
{
    /// <summary>The names of one lookup and target, the platform's own first.</summary>
    public static IEnumerable<string> Of(TableDefinition table, ColumnDefinition column, string target, MetadataCatalog catalog)
    {
        var name = Names.Single(table, column, target, catalog);
        yield return name;
        var suffix = "_" + table.LogicalName;
        if (table.IsActivity && !column.IsCustom && name.EndsWith(suffix, StringComparison.Ordinal))
            yield return name[..^suffix.Length];
    }

    /// <summary>The navigation properties of a table's lookups.</summary>
    public static IEnumerable<NavigationProperty> Single(TableDefinition table, MetadataCatalog catalog) =>
        from column in table.Columns
        where column.IsLookup
        from targets in column.Type == ColumnType.Owner ? [column.Targets] : column.Targets.Select(t => (IReadOnlyList<string>)[t])
        from name in Of(table, column, targets[0], catalog)
        select new NavigationProperty
        {
            Name = name,
            Kind = NavigationKind.Single,
            Targets = targets,
            Column = column.LogicalName,
            Relationship = table.ManyToOne.FirstOrDefault(r => r.ReferencingColumn == column.LogicalName && r.ReferencedTable == targets[0])?.SchemaName,
        };

    /// <summary>The navigation properties against other tables' lookups.</summary>
    public static IEnumerable<NavigationProperty> Collections(IEnumerable<RelationshipDefinition> oneToMany) =>
        oneToMany.Select(r => new NavigationProperty
        {
            Name = Names.Collection(r),
            Kind = NavigationKind.Collection,
            Targets = [r.ReferencingTable],
            Column = r.ReferencingColumn,
            Relationship = r.SchemaName,
        });

    /// <summary>The navigation properties over intersect tables; a table linked with itself has one for each end.</summary>
    public static IEnumerable<NavigationProperty> ManyToMany(string table, IEnumerable<ManyToManyDefinition> relationships)
    {
        foreach (var r in relationships)
        {
            var (isFirst, isSecond) = (r.Table1 == table, r.Table2 == table);
            if (isFirst)
                yield return Link(r, r.Table2, r.Column1, r.Column2, isFirst: true);
            if (isSecond)
                yield return Link(r, r.Table1, r.Column2, r.Column1, isFirst: false);
        }
    }

    private static NavigationProperty Link(ManyToManyDefinition r, string target, string column, string other, bool isFirst) => new()
    {
        Name = Names.Collection(r, isFirst),
        Kind = NavigationKind.ManyToMany,
        Targets = [target],
        Column = column,
        Relationship = r.SchemaName,
        Intersect = (r.IntersectTable, other),
        IsFirst = isFirst,
    };
}
