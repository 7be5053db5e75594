using System.Collections.Generic;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Query.Operators;
using Smarketing.LocalDataverse.Query.Tree;

namespace Smarketing.LocalDataverse.Query.Sql;

/// <summary>
/// Writes tables, joins and filters. The filter of an outer link belongs to the join, so that rows without a match stay; all others
/// stand in the WHERE. The row filter of the caller (<see cref="IRowFilter"/>) is added to each table where its own filter stands.
/// </summary>
internal sealed class FromWriter
{
    private readonly SqlText sql;
    private readonly QueryMoment moment;

    // The tables a condition may name where it stands.
    private HashSet<TableNode> visible = [];

    private FromWriter(SqlText sql, QueryMoment moment)
    {
        this.sql = sql;
        this.moment = moment;
    }

    /// <summary>Writes FROM and WHERE of a query; the caller may go on with AND.</summary>
    public static void Write(QueryTree tree, SqlText sql, QueryMoment moment) => new FromWriter(sql, moment).Scope(tree.Root);

    private void Scope(TableNode root)
    {
        sql.Append(" FROM ").Append(root.Layout.Sql).Append(" ").Append(root.Sql);
        visible.Add(root);
        var filtered = new List<TableNode> { root };
        Joins(root, filtered);
        sql.Append(" WHERE ");
        if (!Filters(filtered, ""))
            sql.Append("1");
    }

    // What inner links demand is demanded of the whole, so their filters are left to the caller.
    private void Joins(TableNode parent, List<TableNode> filtered)
    {
        foreach (var link in parent.Links)
        {
            switch (link.Join!.Kind)
            {
                case LinkKind.Inner:
                    sql.Append(" JOIN ").Append(link.Layout.Sql).Append(" ").Append(link.Sql).Append(" ON ");
                    Key(link);
                    visible.Add(link);
                    filtered.Add(link);
                    Joins(link, filtered);
                    break;
                case LinkKind.FirstRow:
                    FirstRow(link);
                    break;
                default:
                    Outer(link);
                    break;
            }
        }
    }

    private void Outer(TableNode link)
    {
        sql.Append(" LEFT JOIN ");
        var filtered = new List<TableNode> { link };
        var isGroup = link.Links.Exists(l => l.Join!.Kind == LinkKind.Inner);
        if (isGroup)
        {
            // Inner links below decide together with the link what matches: a group of their own, which knows only itself.
            var around = visible;
            visible = [link];
            sql.Append("(").Append(link.Layout.Sql).Append(" ").Append(link.Sql);
            Joins(link, filtered);
            sql.Append(")");
            visible.UnionWith(around);
        }
        else
        {
            sql.Append(link.Layout.Sql).Append(" ").Append(link.Sql);
            visible.Add(link);
        }

        sql.Append(" ON ");
        Key(link);
        Filters(filtered, " AND ");
        if (!isGroup)
            Joins(link, filtered);
    }

    // The inner SELECT calls the table what the outer does and hides it, so that the filter reads the same.
    private void FirstRow(TableNode link)
    {
        var id = link.Layout.Id.Expression(link.Sql);
        sql.Append(" LEFT JOIN ").Append(link.Layout.Sql).Append(" ").Append(link.Sql).Append(" ON ").Append(id)
            .Append(" = (SELECT ").Append(id).Append(" FROM ").Append(link.Layout.Sql).Append(" ").Append(link.Sql).Append(" WHERE ");
        visible.Add(link);
        Key(link);
        Filters([link], " AND ");
        sql.Append(" ORDER BY ").Append(id).Append(" LIMIT 1)");
    }

    // Own filters, conditions on related rows and the caller's row filter of some tables; false when there are none.
    private bool Filters(List<TableNode> tables, string before)
    {
        var between = before;
        var any = false;
        foreach (var table in tables)
        {
            if (table.Filter is { HasConditions: true } filter)
            {
                Next();
                Filter(table, filter);
            }

            foreach (var related in table.Related)
            {
                Next();
                Related(related);
            }

            if (RowFilter(table, between))
            {
                between = " AND ";
                any = true;
            }
        }

        return any;

        void Next()
        {
            sql.Append(between);
            between = " AND ";
            any = true;
        }
    }

    private void Filter(TableNode owner, FilterNode filter)
    {
        var between = filter.IsOr ? " OR " : " AND ";
        var first = true;
        sql.Append("(");
        foreach (var condition in filter.Conditions)
        {
            RequireVisible(owner, condition.Table);
            if (condition.OtherTable is { } other)
                RequireVisible(owner, other);
            Next();
            ConditionWriter.Write(condition, sql, moment);
        }

        foreach (var child in filter.Filters)
        {
            if (!child.HasConditions)
                continue;
            Next();
            Filter(owner, child);
        }

        foreach (var related in filter.Related)
        {
            Next();
            Related(related);
        }

        sql.Append(")");

        void Next()
        {
            if (!first)
                sql.Append(between);
            first = false;
        }
    }

    private void Related(TableNode link)
    {
        switch (link.Join!.Kind)
        {
            case LinkKind.In:
                RequireSameKind(link, link.Join);
                moment.RowFilter?.RequireColumn(link.Layout.Table, link.Join.OwnColumn.Column);
                moment.RowFilter?.RequireColumn(link.Join.Parent.Layout.Table, link.Join.ParentColumn.Column);
                sql.Append(link.Join.ParentColumn.Expression(link.Join.Parent.Sql)).Append(" IN (SELECT ").Append(link.Join.OwnColumn.Expression(link.Sql));
                SubScope(link, withKey: false, whole: true);
                sql.Append(")");
                break;
            case LinkKind.NotAny:
                sql.Append("NOT ");
                Exists(link, whole: true);
                break;
            case LinkKind.All:
                sql.Append("(");
                Exists(link, whole: false);
                sql.Append(" AND NOT ");
                Exists(link, whole: true);
                sql.Append(")");
                break;
            default:
                Exists(link, whole: true);
                break;
        }
    }

    private void Exists(TableNode link, bool whole)
    {
        sql.Append("EXISTS (SELECT 1");
        SubScope(link, withKey: true, whole);
        sql.Append(")");
    }

    // The linked table, with all that hangs on it or alone.
    private void SubScope(TableNode link, bool withKey, bool whole)
    {
        var around = visible;
        visible = [.. around, link];
        sql.Append(" FROM ").Append(link.Layout.Sql).Append(" ").Append(link.Sql);
        var filtered = new List<TableNode> { link };
        if (whole)
            Joins(link, filtered);
        sql.Append(" WHERE ");
        if (withKey)
            Key(link);
        var written = whole ? Filters(filtered, withKey ? " AND " : "") : RowFilter(link, " AND ");
        if (!withKey && !written)
            sql.Append("1");
        visible = around;
    }

    private bool RowFilter(TableNode table, string before)
    {
        if (moment.RowFilter is not { } rows || !rows.Restricts(table.Layout))
            return false;
        sql.Append(before).Append("(");
        rows.Write(table.Layout, table.Sql, sql);
        sql.Append(")");
        return true;
    }

    private void Key(TableNode link)
    {
        var join = link.Join!;
        RequireSameKind(link, join);
        moment.RowFilter?.RequireColumn(link.Layout.Table, join.OwnColumn.Column);
        moment.RowFilter?.RequireColumn(join.Parent.Layout.Table, join.ParentColumn.Column);
        sql.Append(join.OwnColumn.Expression(link.Sql)).Append(" = ").Append(join.ParentColumn.Expression(join.Parent.Sql));
    }

    // SQL knows the tables joined so far; the WHERE knows them all.
    private void RequireVisible(TableNode owner, TableNode named)
    {
        if (!visible.Contains(named))
            throw Fault.InvalidQuery($"A condition of the link '{owner.Alias}' names '{named.Alias}', which is joined after it or beside it. Put the condition into the filter of the table asked for.");
    }

    private static void RequireSameKind(TableNode table, JoinNode join)
    {
        if (!ColumnKind.CanJoin(join.OwnColumn, join.ParentColumn))
            throw Fault.InvalidQuery($"The link '{table.Alias}' joins '{join.Parent.LogicalName}.{join.ParentColumn.Column.LogicalName}' ({join.ParentColumn.Column.Type}) to '{table.LogicalName}.{join.OwnColumn.Column.LogicalName}' ({join.OwnColumn.Column.Type}), which hold different kinds of value. Join a lookup to an id, or columns of one type.");
    }
}
