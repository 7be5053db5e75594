using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.WebApi.Model;

/// <summary>How the platform names the navigation property of a lookup.</summary>
/// <remarks>
/// A lookup a solution adds keeps its casing (<c>smk_Agreement</c>), one of the platform is lower case (<c>primarycontactid</c>). With several
/// targets the table follows (<c>customerid_account</c>), and on activities, which inherit the properties of activitypointer, their own
/// table follows once more (<c>regardingobjectid_lead_phonecall</c>, <c>ownerid_phonecall</c>); there the inherited names do as well.
/// </remarks>
internal static class NavigationNames
{
    /// <summary>The names of one lookup and target, the platform's own first.</summary>
    public static IEnumerable<string> Of(TableDefinition table, ColumnDefinition column, string target)
    {
        var stem = column.IsCustom ? column.SchemaName : column.LogicalName;
        var name = column.Type != ColumnType.Owner && column.Targets.Count > 1 ? $"{stem}_{target}" : stem;
        if (table.IsActivity && !column.IsCustom && !string.Equals(table.LogicalName, "activitypointer", StringComparison.Ordinal))
            yield return $"{name}_{table.LogicalName}";
        yield return name;
    }

    /// <summary>The navigation properties of a table's lookups.</summary>
    public static IEnumerable<NavigationProperty> Single(TableDefinition table) =>
        from column in table.Columns
        where column.IsLookup
        from targets in column.Type == ColumnType.Owner ? [column.Targets] : column.Targets.Select(t => (IReadOnlyList<string>)[t])
        from name in Of(table, column, targets[0])
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
            Name = r.SchemaName,
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
                yield return Link(r, isSecond ? "Referenced" : "", r.Table2, r.Column1, r.Column2, isFirst: true);
            if (isSecond)
                yield return Link(r, isFirst ? "Referencing" : "", r.Table1, r.Column2, r.Column1, isFirst: false);
        }
    }

    private static NavigationProperty Link(ManyToManyDefinition r, string prefix, string target, string column, string other, bool isFirst) => new()
    {
        Name = prefix + r.SchemaName,
        Kind = NavigationKind.ManyToMany,
        Targets = [target],
        Column = column,
        Relationship = r.SchemaName,
        Intersect = (r.IntersectTable, other),
        IsFirst = isFirst,
    };
}
