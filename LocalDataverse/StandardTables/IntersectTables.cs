using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.StandardTables;

/// <summary>The tables that hold the links of the standard many-to-many relationships, made from the relationships themselves.</summary>
internal static class IntersectTables
{
    /// <summary>Which table a link leads to, where several relationships share one table of links.</summary>
    public const string LinkedTable = "entitytype";

    public static void AddTo(MetadataCatalog catalog)
    {
        foreach (var links in catalog.ManyToMany.GroupBy(r => r.IntersectTable, StringComparer.Ordinal).Where(g => !catalog.TryTable(g.Key, out _)).ToList())
        {
            catalog.Add(new TableDefinition
            {
                LogicalName = links.Key,
                SchemaName = links.Key,
                PrimaryId = links.Key + "id",
                Columns = [.. Columns(links.Key, [.. links])],
            });
        }
    }

    private static IEnumerable<ColumnDefinition> Columns(string table, IReadOnlyCollection<ManyToManyDefinition> links)
    {
        yield return Column(table + "id", ColumnType.Uniqueidentifier);
        foreach (var name in links.SelectMany(l => new[] { l.Column1, l.Column2 }).Distinct(StringComparer.Ordinal))
        {
            yield return Column(name, ColumnType.Uniqueidentifier);
        }

        if (links.Count > 1)
        {
            yield return Column(LinkedTable, ColumnType.EntityName);
        }

        yield return Column("versionnumber", ColumnType.BigInt);
    }

    private static ColumnDefinition Column(string name, ColumnType type) => new() { LogicalName = name, SchemaName = name, Type = type };
}
