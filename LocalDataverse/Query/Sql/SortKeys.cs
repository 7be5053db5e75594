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
internal sealed class SortKeys(LookupNames names, QueryMoment moment, bool choicesByValue)
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

    /// <summary>What sorting by a column means.</summary>
    public SortKey Of(TableNode table, StoredColumn column, bool isDescending)
    {
        if (!choicesByValue && column.Column is { IsChoice: true, Options.Count: > 0 })
            return new SortKey(Name(table, column), isDescending, sql => WriteLabel(sql, table, column));
        if (column.Column.IsLookup && names.Has(column))
            return new SortKey(Name(table, column), isDescending, sql => names.Write(sql.Append("("), table.Sql, column).Append(" COLLATE ").Append(SqlFunctions.Collation).Append(")"));
        return Plain(table, column, isDescending);
    }

    private SortKey Key(QueryTree tree, OrderNode order)
    {
        var (table, column) = (order.Table, order.Column!);
        moment.RowFilter?.RequireColumn(table.Layout.Table, column.Column);
        if (tree.Distinct && !table.AllColumns && !table.Columns.Exists(c => c.Column == column))
            throw Fault.InvalidQuery($"The query is distinct and sorts by '{table.Alias}.{column.Column.LogicalName}', which it does not ask for. Add it to the columns.");
        return Of(table, column, order.IsDescending);
    }

    private static SortKey Plain(TableNode table, StoredColumn column, bool isDescending) =>
        new(Name(table, column), isDescending, sql => sql.Append(column.Expression(table.Sql)));

    private static string Name(TableNode table, StoredColumn column) =>
        table.Join is null ? column.Column.LogicalName : $"{table.Sql}.{column.Column.LogicalName}";

    private void WriteLabel(SqlText sql, TableNode table, StoredColumn column)
    {
        sql.Append("(CASE ").Append(column.Expression(table.Sql));
        foreach (var option in column.Column.Options)
            sql.Append(" WHEN ").Value(SqlValue.Of(option.Value)).Append(" THEN ").Value(SqlValue.Of(option.Label.For(moment.Caller.LanguageCode) ?? ""));
        sql.Append(" END COLLATE ").Append(SqlFunctions.Collation).Append(")");
    }
}
