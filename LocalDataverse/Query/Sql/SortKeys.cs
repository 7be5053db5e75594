using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Sql;

/// <summary>
/// What a query's orders mean: choices sort by their labels in the user's language, lookups by the primary name of the row they
/// point to, everything else by value. Primary ids follow as a tiebreak, so that pages neither lose nor double a row.
/// </summary>
internal sealed class SortKeys(MetadataCatalog catalog, Func<string, TableLayout> layouts, QueryMoment moment)
{
    /// <summary>The keys of a query.</summary>
    public List<SortKey> Of(QueryTree tree)
    {
        var keys = tree.Orders.ConvertAll(o => Key(tree, o));
        if (tree.Distinct)
        {
            // Rows that differ in nothing shown are one row: what is shown is the tiebreak.
            foreach (var table in tree.Tables)
            {
                foreach (var column in table.AllColumns ? table.Layout.Readable : table.Columns.Select(c => c.Column))
                    keys.Add(Plain(table, column, false));
            }
        }
        else
        {
            keys.AddRange(tree.Tables.Select(t => Plain(t, t.Layout.Id, false)));
        }

        return keys;
    }

    private SortKey Key(QueryTree tree, OrderNode order)
    {
        var (table, column) = (order.Table, order.Column!);
        if (tree.Distinct && !table.AllColumns && !table.Columns.Exists(c => c.Column == column))
            throw Fault.InvalidQuery($"The query is distinct and sorts by '{table.Alias}.{column.Column.LogicalName}', which it does not ask for. Add it to the columns.");
        if (column.Column is { IsChoice: true, Options.Count: > 0 })
            return new SortKey(Name(table, column), order.IsDescending, sql => WriteLabel(sql, table, column));
        if (column.Column.IsLookup && NamedTargets(column) is { Count: > 0 } targets)
            return new SortKey(Name(table, column), order.IsDescending, sql => WriteName(sql, table, column, targets));
        return Plain(table, column, order.IsDescending);
    }

    private static SortKey Plain(TableNode table, StoredColumn column, bool isDescending) =>
        new(Name(table, column), isDescending, sql => sql.Append(column.Expression(table.Sql)));

    private static string Name(TableNode table, StoredColumn column) =>
        table.Join is null ? column.Column.LogicalName : $"{table.Sql}.{column.Column.LogicalName}";

    private void WriteLabel(SqlText sql, TableNode table, StoredColumn column)
    {
        sql.Append("(CASE ").Append(column.Expression(table.Sql));
        foreach (var option in column.Column.Options)
            sql.Append(" WHEN ").Value(SqlValue.Of(option.Value)).Append(" THEN ").Value(SqlValue.Of(option.Label.For(moment.LanguageCode) ?? ""));
        sql.Append(" END COLLATE ").Append(SqlFunctions.Collation).Append(")");
    }

    private List<TableLayout> NamedTargets(StoredColumn lookup) =>
        lookup.Column.Targets.Where(t => catalog.TryTable(t, out var table) && table.PrimaryName is not null).Select(layouts).ToList();

    private static void WriteName(SqlText sql, TableNode table, StoredColumn lookup, List<TableLayout> targets)
    {
        sql.Append("(COALESCE(NULL");
        foreach (var target in targets)
        {
            var name = target.Get(target.Table.PrimaryName!);
            sql.Append($", (SELECT n.{name.Sql} FROM {target.Sql} n WHERE n.{target.Id.Sql} = {lookup.Expression(table.Sql)})");
        }

        sql.Append(") COLLATE ").Append(SqlFunctions.Collation).Append(")");
    }
}
