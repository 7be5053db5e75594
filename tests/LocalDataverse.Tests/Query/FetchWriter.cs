using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Query.Readers;

namespace Smarketing.Tests.LocalDataverse.Query;

/// <summary>Says a QueryExpression in FetchXML.</summary>
internal static class FetchWriter
{
    /// <summary>The same query; null when FetchXML has no word for one of its operators.</summary>
    public static FetchExpression? Write(QueryExpression query)
    {
        var isAggregate = query.ColumnSet.AttributeExpressions.Any(IsAggregate) || query.LinkEntities.Any(l => l.Columns.AttributeExpressions.Any(IsAggregate));
        var fetch = new XElement("fetch");
        if (isAggregate)
            fetch.Add(new XAttribute("aggregate", "true"));
        if (query.Distinct)
            fetch.Add(new XAttribute("distinct", "true"));
        if (query.TopCount is { } top)
            fetch.Add(new XAttribute("top", top));
        if (query.PageInfo is { Count: > 0 } page)
        {
            fetch.Add(new XAttribute("count", page.Count), new XAttribute("page", page.PageNumber));
            if (page.PagingCookie is { } cookie)
                fetch.Add(new XAttribute("paging-cookie", cookie));
        }

        var entity = new XElement("entity", new XAttribute("name", query.EntityName));
        Fill(entity, query.ColumnSet, query.Criteria, query.LinkEntities, query.Orders);
        fetch.Add(entity);
        return fetch.Descendants("condition").Any(c => c.Attribute("operator")!.Value.Length == 0) ? null : new FetchExpression(fetch.ToString(SaveOptions.DisableFormatting));
    }

    private static bool IsAggregate(XrmAttributeExpression column) => column.AggregateType != XrmAggregateType.None || column.HasGroupBy;

    private static void Fill(XElement element, ColumnSet columns, FilterExpression filter, IEnumerable<LinkEntity> links, IEnumerable<OrderExpression> orders)
    {
        if (columns.AllColumns)
            element.Add(new XElement("all-attributes"));
        foreach (var column in columns.Columns)
            element.Add(new XElement("attribute", new XAttribute("name", column)));
        foreach (var column in columns.AttributeExpressions)
            element.Add(Attribute(column));
        foreach (var order in orders)
        {
            element.Add(string.IsNullOrEmpty(order.Alias)
                ? new XElement("order", new XAttribute("attribute", order.AttributeName), new XAttribute("descending", order.OrderType == OrderType.Descending))
                : new XElement("order", new XAttribute("alias", order.Alias), new XAttribute("descending", order.OrderType == OrderType.Descending)));
        }

        element.Add(Filter(filter));
        foreach (var link in links)
            element.Add(Link(link));
    }

    private static XElement Attribute(XrmAttributeExpression column)
    {
        var attribute = new XElement("attribute", new XAttribute("name", column.AttributeName), new XAttribute("alias", column.Alias));
        if (column.HasGroupBy)
            attribute.Add(new XAttribute("groupby", "true"));
        else
            attribute.Add(new XAttribute("aggregate", column.AggregateType.ToString().ToLowerInvariant()));
        if (column.DateTimeGrouping != XrmDateTimeGrouping.None)
            attribute.Add(new XAttribute("dategrouping", column.DateTimeGrouping.ToString().ToLowerInvariant()), new XAttribute("usertimezone", "false"));
        return attribute;
    }

    private static XElement Link(LinkEntity link)
    {
        var element = new XElement(
            "link-entity", new XAttribute("name", link.LinkToEntityName), new XAttribute("from", link.LinkToAttributeName), new XAttribute("to", link.LinkFromAttributeName),
            new XAttribute("link-type", link.JoinOperator switch
            {
                JoinOperator.Inner => "inner",
                JoinOperator.LeftOuter => "outer",
                JoinOperator.MatchFirstRowUsingCrossApply => "matchfirstrowusingcrossapply",
                JoinOperator.Exists => "exists",
                JoinOperator.In => "in",
                JoinOperator.Any => "any",
                JoinOperator.NotAny => "not any",
                JoinOperator.All => "all",
                _ => "not all",
            }));
        if (!string.IsNullOrEmpty(link.EntityAlias))
            element.Add(new XAttribute("alias", link.EntityAlias));
        Fill(element, link.Columns, link.LinkCriteria, link.LinkEntities, link.Orders);
        return element;
    }

    private static XElement Filter(FilterExpression filter)
    {
        var element = new XElement("filter", new XAttribute("type", filter.FilterOperator == LogicalOperator.Or ? "or" : "and"));
        foreach (var condition in filter.Conditions)
            element.Add(Condition(condition));
        foreach (var child in filter.Filters)
            element.Add(Filter(child));
        if (filter.AnyAllFilterLinkEntity is { } link)
            element.Add(Link(link));
        return element;
    }

    private static XElement Condition(ConditionExpression condition)
    {
        var name = FetchOperators.ByName.FirstOrDefault(o => o.Value == condition.Operator).Key ?? "";
        var element = new XElement("condition", new XAttribute("attribute", condition.AttributeName), new XAttribute("operator", name));
        if (condition.EntityName is { } table)
            element.Add(new XAttribute("entityname", table));
        if (condition.CompareColumns)
            element.Add(new XAttribute("valueof", condition.Values[0]));
        else if (condition.Values.Count == 1)
            element.Add(new XAttribute("value", Text(condition.Values[0])));
        else
            element.Add(condition.Values.Select(v => new XElement("value", Text(v))));
        return element;
    }

    private static string Text(object value) => value switch
    {
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        bool flag => flag ? "1" : "0",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
