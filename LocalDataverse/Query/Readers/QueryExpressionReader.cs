using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Readers;

/// <summary>Reads a QueryExpression into a tree.</summary>
internal sealed class QueryExpressionReader
{
    private readonly TreeBuilder builder;
    private bool isAggregate;

    private QueryExpressionReader(TreeBuilder builder) => this.builder = builder;

    public static QueryTree Read(QueryExpression query, Func<string, TableLayout> layouts)
    {
        if (query.SubQueryExpression is not null)
            throw Unsupported.Feature("SubQueryExpression");
        if (!string.IsNullOrEmpty(query.DataSource))
            throw Unsupported.Feature("DataSource");
        var reader = new QueryExpressionReader(new TreeBuilder(layouts, query.EntityName));
        var tree = reader.builder.Tree;

        // All tables first: a filter may name a link that comes later.
        var links = new List<(LinkEntity Link, TableNode Table)>();
        reader.Link(tree.Root, query.LinkEntities, links);
        reader.isAggregate = Aggregates(query.ColumnSet) || links.Exists(l => Aggregates(l.Link.Columns));
        reader.Select(tree.Root, query.ColumnSet);
        foreach (var (link, table) in links)
            reader.Select(table, link.Columns);
        tree.Root.Filter = reader.Filter(tree.Root, query.Criteria);
        reader.Order(tree.Root, query.Orders);
        foreach (var (link, table) in links)
        {
            table.Filter = reader.Filter(table, link.LinkCriteria);
            reader.Order(table, link.Orders);
        }

        tree.Distinct = query.Distinct && !reader.isAggregate;
        var page = query.PageInfo ?? new PagingInfo();
        reader.builder.Page(query.TopCount, page.PageNumber, page.Count, page.PagingCookie, page.ReturnTotalRecordCount);
        return tree;
    }

    private static bool Aggregates(ColumnSet? columns) => columns is not null && columns.AttributeExpressions.Any(IsAggregate);

    private static bool IsAggregate(XrmAttributeExpression column) =>
        column.AggregateType != XrmAggregateType.None || column.HasGroupBy || column.DateTimeGrouping != XrmDateTimeGrouping.None;

    private void Link(TableNode parent, IEnumerable<LinkEntity> children, List<(LinkEntity Link, TableNode Table)> links)
    {
        foreach (var link in children)
        {
            var table = builder.Link(parent, link.LinkToEntityName, link.LinkFromAttributeName, link.LinkToAttributeName, link.JoinOperator, link.EntityAlias);
            links.Add((link, table));
            Link(table, link.LinkEntities, links);
        }
    }

    private void Select(TableNode table, ColumnSet? columns)
    {
        if (columns is null)
            return;
        builder.RequireRows(table, columns.AllColumns || columns.Columns.Count > 0 || columns.AttributeExpressions.Count > 0, asksForOrder: false);
        if (isAggregate)
        {
            if (columns.AllColumns || columns.Columns.Count > 0)
                throw Fault.InvalidQuery($"An aggregate query asks for columns of '{table.Alias}' as they are. Name each in AttributeExpressions, with an aggregate or HasGroupBy.");
            foreach (var expression in columns.AttributeExpressions)
                builder.Aggregate(Figure(table, expression));
            return;
        }

        table.AllColumns = columns.AllColumns;
        foreach (var name in columns.Columns)
            TreeBuilder.Select(table, name);
        foreach (var expression in columns.AttributeExpressions)
            TreeBuilder.Select(table, expression.AttributeName, expression.Alias);
    }

    private static AggregateNode Figure(TableNode table, XrmAttributeExpression expression)
    {
        if (string.IsNullOrEmpty(expression.AttributeName))
            throw Fault.InvalidQuery($"A column of '{table.Alias}' has no name. Name it.");
        if (string.IsNullOrEmpty(expression.Alias))
            throw Fault.InvalidQuery($"The column '{expression.AttributeName}' of an aggregate query has no alias. Give it one.", ErrorCodes.InvalidAlias);
        var kind = (expression.AggregateType, expression.HasGroupBy) switch
        {
            (XrmAggregateType.None, true) => AggregateKind.GroupBy,
            (XrmAggregateType.None, false) => throw Fault.InvalidQuery($"The column '{expression.AttributeName}' of an aggregate query has neither an aggregate nor HasGroupBy. Give it one of them."),
            (_, true) => throw Fault.InvalidQuery($"The column '{expression.AttributeName}' has both an aggregate and HasGroupBy. Give it one of them."),
            (XrmAggregateType.Count, _) => AggregateKind.Count,
            (XrmAggregateType.CountColumn, _) => AggregateKind.CountColumn,
            (XrmAggregateType.Sum, _) => AggregateKind.Sum,
            (XrmAggregateType.Avg, _) => AggregateKind.Avg,
            (XrmAggregateType.Min, _) => AggregateKind.Min,
            (XrmAggregateType.Max, _) => AggregateKind.Max,
            _ => throw Fault.InvalidQuery($"{expression.AggregateType} is no aggregate. Use a member of XrmAggregateType."),
        };

        // A QueryExpression groups by the date in UTC; there is no way to say otherwise.
        return new AggregateNode(table, table.Layout.Get(expression.AttributeName), kind, expression.Alias, Distinct: false)
        {
            Part = DateParts.Of(expression.DateTimeGrouping),
        };
    }

    private void Order(TableNode table, DataCollection<OrderExpression> orders)
    {
        builder.RequireRows(table, asksForColumns: false, orders.Count > 0);
        foreach (var order in orders)
        {
            var isDescending = order.OrderType == OrderType.Descending;
            if (isAggregate)
                builder.OrderByAlias(AliasOf(table, order), isDescending);
            else
                builder.Order(table, order.EntityName, order.AttributeName, isDescending);
        }
    }

    // The alias is what counts; an order that gives none means the group or figure of the column it names.
    private string? AliasOf(TableNode table, OrderExpression order) => !string.IsNullOrEmpty(order.Alias)
        ? order.Alias
        : builder.Tree.Aggregates.Find(a => a.Table == table && string.Equals(a.Column.Column.LogicalName, order.AttributeName, StringComparison.Ordinal))?.Alias ?? order.AttributeName;

    private FilterNode? Filter(TableNode table, FilterExpression? filter, int level = 1)
    {
        if (filter is null)
            return null;
        TreeBuilder.RequireLevel(table, level);
        var node = new FilterNode { IsOr = filter.FilterOperator == LogicalOperator.Or };
        foreach (var condition in filter.Conditions)
        {
            if (condition is null)
                throw Fault.InvalidQuery($"A filter on '{table.Alias}' has a condition that is null. Leave it out.");
            node.Conditions.Add(condition.CompareColumns
                ? builder.Comparison(table, condition.EntityName, condition.AttributeName, condition.Operator, OtherColumn(condition), acrossTables: false)
                : builder.Condition(table, condition.EntityName, condition.AttributeName, condition.Operator, condition.Values.ToArray(), isText: false));
        }

        foreach (var child in filter.Filters)
        {
            if (Filter(table, child, level + 1) is { } childNode)
                node.Filters.Add(childNode);
        }

        if (filter.AnyAllFilterLinkEntity is { } link)
            FilterLink(table, node, link, level + 1);
        return node;
    }

    private void FilterLink(TableNode owner, FilterNode filter, LinkEntity link, int level)
    {
        var table = builder.FilterLink(owner, filter, link.LinkToEntityName, link.LinkFromAttributeName, link.LinkToAttributeName, link.JoinOperator, link.EntityAlias);
        var links = new List<(LinkEntity Link, TableNode Table)> { (link, table) };
        Link(table, link.LinkEntities, links);
        foreach (var (source, node) in links)
        {
            Select(node, source.Columns);
            node.Filter = Filter(node, source.LinkCriteria, level);
            Order(node, source.Orders);
        }
    }

    private static string? OtherColumn(ConditionExpression condition) => condition.Values.Count == 1
        ? condition.Values[0] as string
        : throw Fault.InvalidQuery($"The condition on '{condition.AttributeName}' compares it with {condition.Values.Count.ToString(CultureInfo.InvariantCulture)} columns. Name one column as its only value.");
}
