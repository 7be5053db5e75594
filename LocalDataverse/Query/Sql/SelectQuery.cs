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
    private readonly ResultShape shape;
    private readonly List<SortKey> keys;

    public SelectQuery(QueryTree tree, QueryMoment moment, LookupNames names)
    {
        this.tree = tree;
        this.moment = moment;
        shape = new ResultShape(tree, names, moment.Formats);
        keys = new SortKeys(names, moment, tree.SortsChoicesByValue).Of(tree);
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
        
        if (tree.Distinct)
            shape.WriteSelect(sql.Append("SELECT DISTINCT "));
        else
            sql.Append("SELECT 1");
        FromWriter.Write(tree, sql, moment);
        return sql.Append(" LIMIT ").Value(SqlValue.Of(PageNode.Largest + 1L)).Append(")");
    }

    /// <summary>The current row.</summary>
    public Entity Read(Statement row) => shape.Read(row);

    /// <summary>The current row's sort keys; null where pages have no cookie.</summary>
    public IReadOnlyList<SqlValue>? ReadKeys(Statement row)
    {
        if (tree.Distinct)
            return null;
        var values = new SqlValue[keys.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = row.Value(shape.Width + i);
        return values;
    }

    /// <summary>The cookie for the page just read.</summary>
    public string Cookie(IReadOnlyList<SqlValue> first, IReadOnlyList<SqlValue> last) => PagingCookie.Write(tree.Page.Number, keys, first, last);

    private SqlText Select(bool withKeys)
    {
        var sql = new SqlText().Append(tree.Distinct ? "SELECT DISTINCT " : "SELECT ");
        shape.WriteSelect(sql);
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
