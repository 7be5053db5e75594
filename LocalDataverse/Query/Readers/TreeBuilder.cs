using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Readers;

/// <summary>Builds a tree and resolves its names; what the readers of all query languages share.</summary>
internal sealed class TreeBuilder
{
    // The platform's own limit.
    private const int MostConditions = 500;

    // No person nests so deep; a program that does would exhaust the stack.
    private const int MostLevels = 100;

    private readonly Func<string, TableLayout> layouts;
    private int conditions;

    public TreeBuilder(Func<string, TableLayout> layouts, string? rootTable)
    {
        this.layouts = layouts;
        if (string.IsNullOrEmpty(rootTable))
            throw Fault.InvalidQuery("The query names no table. Set its entity name.");
        var root = new TableNode { Layout = layouts(rootTable), Sql = "t0", Alias = rootTable };
        Tree = new QueryTree { Root = root };
        Tree.Tables.Add(root);
    }

    public QueryTree Tree { get; }

    /// <summary>Hangs a table on another. Without an alias it is called by its table's name and its place: contact1.</summary>
    public TableNode Link(TableNode parent, string? table, string? parentColumn, string? ownColumn, JoinOperator join, string? alias)
    {
        if (string.IsNullOrEmpty(table) || string.IsNullOrEmpty(parentColumn) || string.IsNullOrEmpty(ownColumn))
            throw Fault.InvalidQuery($"A link of '{parent.Alias}' lacks the table, the column it comes from or the column it goes to. Name all three.");
        var isOuter = join switch
        {
            JoinOperator.Inner or JoinOperator.Natural => false,
            JoinOperator.LeftOuter => true,
            JoinOperator.Exists => throw Unsupported.Feature("link type exists"),
            JoinOperator.In => throw Unsupported.Feature("link type in"),
            JoinOperator.MatchFirstRowUsingCrossApply => throw Unsupported.Feature("link type matchfirstrowusingcrossapply"),
            JoinOperator.Any => throw Unsupported.Feature("link type any"),
            JoinOperator.NotAny => throw Unsupported.Feature("link type not any"),
            JoinOperator.All => throw Unsupported.Feature("link type all"),
            JoinOperator.NotAll => throw Unsupported.Feature("link type not all"),
            _ => throw Fault.InvalidQuery($"{join} is no way to join. Use Inner or LeftOuter.", ErrorCodes.InvalidJoinOperator),
        };
        if (!isOuter && parent.Join is { IsOuter: true })
            throw Unsupported.Feature("an inner link inside an outer link");
        var layout = layouts(table);
        var number = Tree.Tables.Count.ToString(CultureInfo.InvariantCulture);
        var node = new TableNode
        {
            Layout = layout,
            Sql = "t" + number,
            Alias = string.IsNullOrEmpty(alias) ? table + number : alias,
            Join = new JoinNode(parent, parent.Layout.Get(parentColumn), layout.Get(ownColumn), isOuter),
        };
        if (Tree.Tables.Any(t => t.IsNamed(node.Alias)))
            throw Fault.InvalidQuery($"Two tables of the query are called '{node.Alias}'. Give each link its own alias.", ErrorCodes.InvalidAlias);
        parent.Links.Add(node);
        Tree.Tables.Add(node);
        return node;
    }

    /// <summary>Asks for a column. Columns without values of their own are known but give nothing.</summary>
    public static void Select(TableNode table, string? name, string? alias = null)
    {
        if (string.IsNullOrEmpty(name))
            throw Fault.InvalidQuery($"A column of '{table.Alias}' has no name. Name it or leave it out.");
        if (table.Layout.Find(name) is { } column)
            table.Columns.Add(new ColumnNode(column, string.IsNullOrEmpty(alias) ? null : alias));
    }

    /// <summary>A condition on a column of <paramref name="owner"/>, or of the table that <paramref name="tableName"/> means.</summary>
    public ConditionNode Condition(TableNode owner, string? tableName, string? column, ConditionOperator op, IReadOnlyList<object?> values, bool isText)
    {
        var table = Named(owner, tableName);
        if (string.IsNullOrEmpty(column))
            throw Fault.InvalidQuery($"A condition on '{table.Alias}' names no column. Name it.");
        if (++conditions > MostConditions)
            throw Fault.InvalidQuery($"The query has more than {MostConditions.ToString(CultureInfo.InvariantCulture)} conditions. Use In for several values of a column, or several queries.");
        return new ConditionNode(table, table.Layout.Get(column), op, values, isText);
    }

    /// <summary>Faults when a filter lies too deep within others.</summary>
    public static void RequireLevel(TableNode table, int level)
    {
        if (level > MostLevels)
            throw Fault.InvalidQuery($"The filters of '{table.Alias}' nest more than {MostLevels.ToString(CultureInfo.InvariantCulture)} levels deep. Put conditions that belong together into one filter.");
    }

    /// <summary>Sorts by a column.</summary>
    public void Order(TableNode owner, string? tableName, string? column, bool isDescending)
    {
        var table = Named(owner, tableName);
        if (string.IsNullOrEmpty(column))
            throw Fault.InvalidQuery($"An order on '{table.Alias}' names no column. Name it.");
        Tree.Orders.Add(new OrderNode(table, table.Layout.Get(column), null, isDescending));
    }

    /// <summary>Chooses the page, or the first so many rows.</summary>
    public void Page(int? top, int page, int count, string? cookie, bool countAll)
    {
        if (top is not null && (count > 0 || page > 1 || !string.IsNullOrEmpty(cookie)))
            throw Fault.InvalidQuery("The query has both top and paging. Use one of them.");
        if (top is < 1 or > PageNode.Largest)
            throw Fault.InvalidQuery($"top is {top.Value.ToString(CultureInfo.InvariantCulture)}; it takes 1 to {PageNode.Largest.ToString(CultureInfo.InvariantCulture)}. Use paging for more rows.");
        if (page < 0 || count < 0)
            throw Fault.InvalidQuery($"Page {page.ToString(CultureInfo.InvariantCulture)} with {count.ToString(CultureInfo.InvariantCulture)} rows makes no sense. Pages start at 1; leave the count out for {PageNode.Largest.ToString(CultureInfo.InvariantCulture)}.");
        Tree.Top = top;
        var size = count is 0 or > PageNode.Largest ? PageNode.Largest : count;
        Tree.Page = new PageNode(Math.Max(page, 1), size, string.IsNullOrEmpty(cookie) ? null : cookie, countAll);
    }

    // The platform takes the alias; a link's table name will do where it means one link only.
    private TableNode Named(TableNode owner, string? name)
    {
        if (string.IsNullOrEmpty(name))
            return owner;
        if (Tree.Tables.Find(t => t.IsNamed(name)) is { } byAlias)
            return byAlias;
        var byTable = Tree.Tables.Where(t => string.Equals(t.LogicalName, name, StringComparison.OrdinalIgnoreCase)).ToList();
        return byTable.Count == 1
            ? byTable[0]
            : throw Fault.InvalidQuery($"A condition or order names the table '{name}', which {(byTable.Count == 0 ? "is not in the query" : "is in the query more than once")}. Use one of the aliases {string.Join(", ", Tree.Tables.Select(t => t.Alias))}.", ErrorCodes.NoSuchAlias);
    }
}
