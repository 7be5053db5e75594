using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage;

/// <summary>Looks through a whole database for what no request may ever leave behind.</summary>
/// <remarks>
/// A lookup may point to a row that is gone where the relationship says that deleting does nothing to the referencing row (NoCascade);
/// every other dangling lookup is a problem.
/// </remarks>
internal sealed class IntegrityCheck(SqliteDatabase database, MetadataCatalog catalog, Func<string, TableLayout> layouts)
{
    private readonly List<string> problems = [];

    /// <summary>What SQLite finds wrong with its pages and indexes, one sentence each.</summary>
    public IReadOnlyList<string> Damage() =>
        [.. Texts("PRAGMA integrity_check").Where(line => !string.Equals(line, "ok", StringComparison.Ordinal)).Select(line => $"SQLite: {line}.")];

    /// <summary>What the rows of an undamaged database say against one another, one sentence each.</summary>
    public IReadOnlyList<string> Contradictions()
    {
        var present = Texts("SELECT name FROM sqlite_master WHERE type = 'table'").Where(name => catalog.TryTable(name, out _)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in present.Order(StringComparer.Ordinal))
        {
            var layout = layouts(name);
            foreach (var relationship in layout.Table.ManyToOne.Where(r => r.Delete != CascadeAction.NoCascade))
                Lookup(layout, relationship, present);
            foreach (var key in layout.Table.Keys)
                Key(layout, key);
        }

        foreach (var intersect in catalog.ManyToMany.GroupBy(m => m.IntersectTable, StringComparer.Ordinal).Where(g => present.Contains(g.Key)))
            Links(layouts(intersect.Key), [.. intersect], present);
        return problems;
    }

    private void Lookup(TableLayout layout, RelationshipDefinition relationship, HashSet<string> present)
    {
        if (layout.Find(relationship.ReferencingColumn) is not { Column.IsLookup: true } column)
            return;
        var points = $"t.{column.Sql} IS NOT NULL";
        if (column.TargetSql is { } target)
            points += $" AND t.{target} = '{relationship.ReferencedTable}'";
        var count = Count($"SELECT COUNT(*) FROM {layout.Sql} t WHERE {points} AND NOT {Exists(relationship.ReferencedTable, $"t.{column.Sql}", present)}");
        if (count > 0)
            problems.Add($"{Show(count)} rows of '{layout.Table.LogicalName}' point in '{column.Column.LogicalName}' to rows of '{relationship.ReferencedTable}' that do not exist.");
    }

    private void Key(TableLayout layout, KeyDefinition key)
    {
        var columns = key.Columns.Select(layout.Get).SelectMany(c => c.TargetSql is null ? [c.Sql] : new[] { c.Sql, c.TargetSql }).ToList();
        var count = Count($"SELECT COUNT(*) FROM (SELECT 1 FROM {layout.Sql} WHERE {string.Join(" AND ", columns.Select(c => c + " IS NOT NULL"))} GROUP BY {string.Join(", ", columns)} HAVING COUNT(*) > 1)");
        if (count > 0)
            problems.Add($"{Show(count)} values of the key {key.SchemaName} of '{layout.Table.LogicalName}' are there more than once.");
    }

    // Several relationships may share an intersect table, as marketing lists do: a row belongs to the one whose ends exist.
    private void Links(TableLayout layout, List<ManyToManyDefinition> relationships, HashSet<string> present)
    {
        var ends = relationships.Select(m =>
            $"({Exists(m.Table1, "t." + layout.Get(m.Column1).Sql, present)} AND {Exists(m.Table2, "t." + layout.Get(m.Column2).Sql, present)})");
        var orphans = Count($"SELECT COUNT(*) FROM {layout.Sql} t WHERE NOT ({string.Join(" OR ", ends)})");
        if (orphans > 0)
            problems.Add($"{Show(orphans)} rows of '{layout.Table.LogicalName}' link a row that does not exist.");
        var pairs = relationships.Select(m => $"{layout.Get(m.Column1).Sql}, {layout.Get(m.Column2).Sql}").Distinct(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var doubled = Count($"SELECT COUNT(*) FROM (SELECT 1 FROM {layout.Sql} GROUP BY {pair} HAVING COUNT(*) > 1)");
            if (doubled > 0)
                problems.Add($"{Show(doubled)} pairs of '{layout.Table.LogicalName}' are linked more than once.");
        }
    }

    private string Exists(string table, string id, HashSet<string> present)
    {
        // activitypointer is no table, but shows rows that parties and notes may point to.
        if (!present.Contains(table) && table != ActivityView.Table)
            return "0";
        var layout = layouts(table);
        return $"EXISTS (SELECT 1 FROM {layout.Sql} r WHERE r.{layout.Id.Sql} = {id})";
    }

    private long Count(string sql) => Read(sql, row => row.Integer(0))[0];

    private List<string> Texts(string sql) => Read(sql, row => row.Text(0));

    private List<T> Read<T>(string sql, Func<Statement, T> read)
    {
        var rows = new List<T>();
        var statement = database.Prepare(sql);
        try
        {
            while (statement.Step())
                rows.Add(read(statement));
        }
        finally
        {
            statement.Reset();
        }

        return rows;
    }

    private static string Show(long count) => count.ToString(CultureInfo.InvariantCulture);
}
