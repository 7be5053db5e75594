using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Readers;

/// <summary>Reads a QueryExpression into a tree.</summary>
internal sealed class QueryExpressionReader
{
    private readonly TreeBuilder builder;
    private readonly List<(LinkEntity Link, TableNode Table)> links = [];

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
        reader.Link(tree.Root, query.LinkEntities);
        Select(tree.Root, query.ColumnSet);
        tree.Root.Filter = reader.Filter(tree.Root, query.Criteria);
        reader.Order(tree.Root, query.Orders);
        foreach (var (link, table) in reader.links)
        {
            Select(table, link.Columns);
            table.Filter = reader.Filter(table, link.LinkCriteria);
            reader.Order(table, link.Orders);
        }

        tree.Distinct = query.Distinct;
        var page = query.PageInfo ?? new PagingInfo();
        reader.builder.Page(query.TopCount, page.PageNumber, page.Count, page.PagingCookie, page.ReturnTotalRecordCount);
        return tree;
    }

    private void Link(TableNode parent, IEnumerable<LinkEntity> children)
    {
        foreach (var link in children)
        {
            var table = builder.Link(parent, link.LinkToEntityName, link.LinkFromAttributeName, link.LinkToAttributeName, link.JoinOperator, link.EntityAlias);
            links.Add((link, table));
            Link(table, link.LinkEntities);
        }
    }

    private static void Select(TableNode table, ColumnSet? columns)
    {
        if (columns is null)
            return;
        if (columns.AttributeExpressions.Any(e => e.AggregateType != XrmAggregateType.None || e.HasGroupBy || e.DateTimeGrouping != XrmDateTimeGrouping.None))
            throw Unsupported.Feature("aggregation in a QueryExpression");
        table.AllColumns = columns.AllColumns;
        foreach (var name in columns.Columns)
            TreeBuilder.Select(table, name);
        foreach (var expression in columns.AttributeExpressions)
            TreeBuilder.Select(table, expression.AttributeName, expression.Alias);
    }

    private void Order(TableNode table, IEnumerable<OrderExpression> orders)
    {
        foreach (var order in orders)
            builder.Order(table, order.EntityName, order.AttributeName, order.OrderType == OrderType.Descending);
    }

    private FilterNode? Filter(TableNode table, FilterExpression? filter, int level = 1)
    {
        if (filter is null)
            return null;
        TreeBuilder.RequireLevel(table, level);
        if (filter.AnyAllFilterLinkEntity is not null)
            throw Unsupported.Feature("links inside filters");
        var node = new FilterNode { IsOr = filter.FilterOperator == LogicalOperator.Or };
        foreach (var condition in filter.Conditions)
        {
            if (condition is null)
                throw Fault.InvalidQuery($"A filter on '{table.Alias}' has a condition that is null. Leave it out.");
            if (condition.CompareColumns)
                throw Unsupported.Feature("comparing a column with a column");
            node.Conditions.Add(builder.Condition(table, condition.EntityName, condition.AttributeName, condition.Operator, condition.Values.ToArray(), isText: false));
        }

        foreach (var child in filter.Filters)
        {
            if (Filter(table, child, level + 1) is { } childNode)
                node.Filters.Add(childNode);
        }

        return node;
    }
}
