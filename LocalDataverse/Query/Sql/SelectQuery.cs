using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Sql;

/// <summary>A query for rows: the SQL for one page and the way to read its result.</summary>
internal sealed class SelectQuery
{
    private readonly QueryTree tree;
    private readonly QueryMoment moment;
    private readonly RowReader rootReader;
    private readonly List<(TableNode Table, StoredColumn Column, string Key)> aliased = [];
    private readonly List<SortKey> keys;
    private readonly int keysAt;

    public SelectQuery(QueryTree tree, QueryMoment moment, SortKeys sortKeys)
    {
        this.tree = tree;
        this.moment = moment;
        var root = tree.Root;
        rootReader = root.AllColumns
            ? RowReader.ForAll(root.Layout)
            : RowReader.For(root.Layout, root.Columns.Where(c => c.Alias is null).Select(c => c.Column), withId: !tree.Distinct);
        foreach (var node in root.Columns.Where(c => c.Alias is not null))
            aliased.Add((root, node.Column, node.Alias!));
        foreach (var table in tree.Tables.Where(t => t.Join is not null))
        {
            if (table.AllColumns)
                aliased.AddRange(table.Layout.Readable.Select(c => (table, c, $"{table.Alias}.{c.Column.LogicalName}")));
            foreach (var node in table.Columns.Where(c => !table.AllColumns || c.Alias is not null))
                aliased.Add((table, node.Column, node.Alias ?? $"{table.Alias}.{node.Column.Column.LogicalName}"));
        }

        keys = sortKeys.Of(tree);
        keysAt = rootReader.Width + aliased.Sum(a => a.Column.Width);
    }

    /// <summary>Most rows to give back.</summary>
    public int Size => tree.Top ?? tree.Page.Size;

    /// <summary>The SQL for the page, asking for one row more than it holds.</summary>
    public SqlText Page()
    {
        var sql = Select(withKeys: !tree.Distinct);
        FromWriter.Write(tree, sql, moment);
        var behind = tree.Page.Cookie is { } cookie && !tree.Distinct ? PagingCookie.Read(cookie, tree.Page.Number, keys) : null;
        if (behind is not null)
            WriteBehind(sql.Append(" AND "), behind);
        for (var i = 0; i < keys.Count; i++)
        {
            keys[i].Write(sql.Append(i == 0 ? " ORDER BY " : ", "));
            if (keys[i].IsDescending)
                sql.Append(" DESC");
        }

        sql.Append(" LIMIT ").Value(SqlValue.Of(tree.Top ?? Size + 1L));
        if (behind is null && tree.Page.Number > 1)
            sql.Append(" OFFSET ").Value(SqlValue.Of((tree.Page.Number - 1L) * Size));
        return sql;
    }

    /// <summary>The SQL that counts the rows of all pages, up to one more than the cap.</summary>
    public SqlText CountAll()
    {
        var sql = new SqlText().Append("SELECT COUNT(*) FROM (");
        sql.Append(tree.Distinct ? Select(withKeys: false).ToString() : "SELECT 1");
        FromWriter.Write(tree, sql, moment);
        return sql.Append(" LIMIT ").Value(SqlValue.Of(PageNode.Largest + 1L)).Append(")");
    }

    /// <summary>The current row.</summary>
    public Entity Read(Statement row)
    {
        var entity = rootReader.Read(row);
        var at = rootReader.Width;
        foreach (var (table, column, key) in aliased)
        {
            if (column.Read(row, at) is { } value)
                entity.Attributes[key] = new AliasedValue(table.LogicalName, column.Column.LogicalName, value);
            at += column.Width;
        }

        return entity;
    }

    /// <summary>The current row's sort keys; null where pages have no cookie.</summary>
    public IReadOnlyList<SqlValue>? ReadKeys(Statement row) =>
        tree.Distinct ? null : Enumerable.Range(keysAt, keys.Count).Select(row.Value).ToArray();

    /// <summary>The cookie for the page just read.</summary>
    public string Cookie(IReadOnlyList<SqlValue> first, IReadOnlyList<SqlValue> last) => PagingCookie.Write(tree.Page.Number, keys, first, last);

    private SqlText Select(bool withKeys)
    {
        var sql = new SqlText().Append(tree.Distinct ? "SELECT DISTINCT " : "SELECT ");
        var separator = "";
        if (rootReader.Width > 0)
        {
            sql.Append(rootReader.SelectList("t0"));
            separator = ", ";
        }

        foreach (var (table, column, _) in aliased)
        {
            sql.Append(separator).Append(column.SelectList(table.Sql));
            separator = ", ";
        }

        if (!withKeys && separator.Length == 0)
            sql.Append("NULL");
        if (withKeys)
        {
            foreach (var key in keys)
                key.Write(sql.Append(", "));
        }

        return sql;
    }

    // (k1 > v1) OR (k1 IS v1 AND k2 > v2) OR …; empty sorts first, and last when descending.
    private void WriteBehind(SqlText sql, IReadOnlyList<SqlValue> last)
    {
        var separator = "((";
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i].IsDescending && last[i].Kind == SqlKind.Null)
                continue;
            sql.Append(separator);
            separator = " OR (";
            for (var j = 0; j < i; j++)
            {
                keys[j].Write(sql);
                sql.Append(" IS ").Value(last[j]).Append(" AND ");
            }

            if (last[i].Kind == SqlKind.Null)
            {
                keys[i].Write(sql);
                sql.Append(" IS NOT NULL");
            }
            else if (keys[i].IsDescending)
            {
                keys[i].Write(sql.Append("("));
                keys[i].Write(sql.Append(" < ").Value(last[i]).Append(" OR "));
                sql.Append(" IS NULL)");
            }
            else
            {
                keys[i].Write(sql);
                sql.Append(" > ").Value(last[i]);
            }

            sql.Append(")");
        }

        sql.Append(")");
    }
}
