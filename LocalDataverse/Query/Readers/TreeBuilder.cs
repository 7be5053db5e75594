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
    // The platform's own limits.
    private const int MostConditions = 500;
    private const int MostLinks = 15;

    // No person nests so deep; a program that does would exhaust the stack.
    private const int MostLevels = 100;

    private readonly Func<string, TableLayout> layouts;
    private int conditions;
    private int links;

    public TreeBuilder(Func<string, TableLayout> layouts, string? rootTable)
    {
        this.layouts = layouts;
        if (string.IsNullOrEmpty(rootTable))
            throw Fault.InvalidQuery("The query names no table. Set its entity name.");
        var root = new TableNode { Layout = layouts(rootTable), Sql = "t0", Alias = rootTable, Scope = new QueryScope(null) };
        root.Scope.Tables.Add(root);
        Tree = new QueryTree { Root = root };
    }

    public QueryTree Tree { get; }

    /// <summary>
    /// Hangs a table on another, by a join or as a condition on it. Without an alias it is called by its table's name and its place: contact1.
    /// </summary>
    public TableNode Link(TableNode parent, string? table, string? parentColumn, string? ownColumn, JoinOperator join, string? alias)
    {
        var node = NewLink(parent, table, parentColumn, ownColumn, join, alias);
        (node.Join!.GivesRows ? parent.Links : parent.Related).Add(node);
        return node;
    }

    /// <summary>Adds a link to a filter: a condition among the others of the filter.</summary>
    public TableNode FilterLink(TableNode owner, FilterNode filter, string? table, string? parentColumn, string? ownColumn, JoinOperator join, string? alias)
    {
        if (join is not (JoinOperator.Any or JoinOperator.NotAny or JoinOperator.All or JoinOperator.NotAll))
            throw Fault.InvalidQuery($"A link inside a filter of '{owner.Alias}' is of type {join}. Use any, not any, all or not all there.", ErrorCodes.InvalidJoinOperator);
        var node = NewLink(owner, table, parentColumn, ownColumn, join, alias);
        filter.Related.Add(node);
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

    /// <summary>Faults when a link that only asks for related rows is asked for columns or an order.</summary>
    public void RequireRows(TableNode table, bool asksForColumns, bool asksForOrder)
    {
        if ((asksForColumns || asksForOrder) && table.Scope != Tree.Root.Scope)
            throw Fault.InvalidQuery($"The link '{table.Alias}' is a condition on related rows and gives no {(asksForColumns ? "columns" : "order")}. Leave them out, or use an inner or outer link.");
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

    /// <summary>A condition that compares a column with another: of the same table, or <c>alias.column</c> where the language allows it.</summary>
    public ConditionNode Comparison(TableNode owner, string? tableName, string? column, ConditionOperator op, string? other, bool acrossTables)
    {
        var condition = Condition(owner, tableName, column, op, [], isText: false);
        if (string.IsNullOrEmpty(other))
            throw Fault.InvalidQuery($"The condition on '{condition.Table.Alias}.{column}' compares it with a column, but names none. Name one.");
        var dot = other.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0 && !acrossTables)
            throw Fault.InvalidQuery($"The condition on '{condition.Table.Alias}.{column}' compares it with '{other}'. A QueryExpression compares columns of one table only; use FetchXML with valueof for columns of two.");
        var table = dot < 0 ? condition.Table : Named(owner, other[..dot]);
        return condition with { OtherTable = table, OtherColumn = table.Layout.Get(dot < 0 ? other : other[(dot + 1)..]) };
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

    /// <summary>Adds a figure or a group.</summary>
    public void Aggregate(AggregateNode figure)
    {
        if (figure.Table.Scope != Tree.Root.Scope)
            RequireRows(figure.Table, asksForColumns: true, asksForOrder: false);
        if (Tree.Aggregates.Exists(a => string.Equals(a.Alias, figure.Alias, StringComparison.Ordinal)))
            throw Fault.InvalidQuery($"Two columns of the aggregate query have the alias '{figure.Alias}'. Give each its own.", ErrorCodes.InvalidAlias);
        Tree.Aggregates.Add(figure);
    }

    /// <summary>Sorts by a figure or a group.</summary>
    public void OrderByAlias(string? alias, bool isDescending)
    {
        var figure = Tree.Aggregates.Find(a => string.Equals(a.Alias, alias, StringComparison.Ordinal))
            ?? throw Fault.InvalidQuery($"An order names the alias '{alias}', which no column of the aggregate query has. Name one that is there.", ErrorCodes.NoSuchAlias);
        Tree.Orders.Add(new OrderNode(figure.Table, null, figure, isDescending));
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

    private TableNode NewLink(TableNode parent, string? table, string? parentColumn, string? ownColumn, JoinOperator join, string? alias)
    {
        if (string.IsNullOrEmpty(table) || string.IsNullOrEmpty(parentColumn) || string.IsNullOrEmpty(ownColumn))
            throw Fault.InvalidQuery($"A link of '{parent.Alias}' lacks the table, the column it comes from or the column it goes to. Name all three.");
        if (++links > MostLinks)
            throw Fault.InvalidQuery($"Number of link entities in query exceeded maximum limit. A query has at most {MostLinks.ToString(CultureInfo.InvariantCulture)}; use several queries.", ErrorCodes.TooManyLinks);
        var kind = Kind(join);
        var givesRows = kind is LinkKind.Inner or LinkKind.Outer or LinkKind.FirstRow;
        if (givesRows && parent.Join is { Kind: LinkKind.FirstRow })
            throw Unsupported.Feature("a link below matchfirstrowusingcrossapply");
        var layout = layouts(table);
        var number = links.ToString(CultureInfo.InvariantCulture);
        var node = new TableNode
        {
            Layout = layout,
            Sql = "t" + number,
            Alias = string.IsNullOrEmpty(alias) ? table + number : alias,
            Scope = givesRows ? parent.Scope : new QueryScope(parent.Scope),
            Join = new JoinNode(parent, parent.Layout.Get(parentColumn), layout.Get(ownColumn), kind),
        };
        for (var scope = node.Scope; scope is not null; scope = scope.Outer)
        {
            if (scope.Tables.Exists(t => t.IsNamed(node.Alias)))
                throw Fault.InvalidQuery($"Two tables of the query are called '{node.Alias}'. Give each link its own alias.", ErrorCodes.InvalidAlias);
        }

        node.Scope.Tables.Add(node);
        return node;
    }

    private static LinkKind Kind(JoinOperator join) => join switch
    {
        JoinOperator.Inner or JoinOperator.Natural => LinkKind.Inner,
        JoinOperator.LeftOuter => LinkKind.Outer,
        JoinOperator.MatchFirstRowUsingCrossApply => LinkKind.FirstRow,
        JoinOperator.Exists => LinkKind.Exists,
        JoinOperator.In => LinkKind.In,
        JoinOperator.Any => LinkKind.Any,
        JoinOperator.NotAny => LinkKind.NotAny,
        JoinOperator.All => LinkKind.All,
        JoinOperator.NotAll => LinkKind.NotAll,
        _ => throw Fault.InvalidQuery($"{join} is no way to join. Use Inner or LeftOuter.", ErrorCodes.InvalidJoinOperator),
    };

    // The platform takes the alias; a link's table name will do where it means one link only. What stands around may be named from within.
    private TableNode Named(TableNode owner, string? name)
    {
        if (string.IsNullOrEmpty(name) || owner.IsNamed(name))
            return owner;
        for (var scope = owner.Scope; scope is not null; scope = scope.Outer)
        {
            if (scope.Tables.Find(t => t.IsNamed(name)) is { } byAlias)
                return byAlias;
        }

        var isDouble = false;
        for (var scope = owner.Scope; scope is not null; scope = scope.Outer)
        {
            var byTable = scope.Tables.FindAll(t => string.Equals(t.LogicalName, name, StringComparison.OrdinalIgnoreCase));
            if (byTable.Count == 1)
                return byTable[0];
            isDouble |= byTable.Count > 1;
        }

        throw Fault.InvalidQuery($"A condition or order names the table '{name}', which {(isDouble ? "is in the query more than once" : "is not in the query")}. Use one of the aliases {string.Join(", ", owner.Scope.Tables.Select(t => t.Alias))}.", ErrorCodes.NoSuchAlias);
    }
}
