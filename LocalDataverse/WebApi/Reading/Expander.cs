using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.WebApi.Filter;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Reading;

/// <summary>Rows with the rows they lead to.</summary>
/// <param name="Shape">What was read of them.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Expanded">What each expansion of the shape found, in their order.</param>
internal sealed record ShapedRows(RowShape Shape, IReadOnlyList<Entity> Rows, IReadOnlyList<ExpandedRows> Expanded);

/// <summary>What an expansion found: the related rows, and which of them belong to which row.</summary>
internal sealed record ExpandedRows(Expansion Expansion, ShapedRows Related, Dictionary<Guid, List<Entity>> ByRow, Dictionary<Guid, int> Totals);

/// <summary>
/// Reads the rows that other rows lead to: one query for each expansion and some hundred rows, on behalf of the caller, so that
/// what he may not read stays away.
/// </summary>
internal sealed class Expander(WebApiCall call)
{
    // Several queries rather than one with thousands of values.
    private const int RowsPerQuery = 400;

    /// <summary>Adds to rows what their shape expands.</summary>
    public ShapedRows Expand(RowShape shape, IReadOnlyList<Entity> rows) =>
        new(shape, rows, shape.Expansions.Select(e => e.Property.Kind == NavigationKind.Single ? Single(e, rows) : Collection(e, shape.Table, rows)).ToList());

    private ExpandedRows Single(Expansion expansion, IReadOnlyList<Entity> rows)
    {
        var column = expansion.Property.Column;
        var wanted = rows.Select(r => (Row: r.Id, Reference: r.GetAttributeValue<EntityReference>(column)))
            .Where(p => p.Reference is not null && expansion.Property.LeadsTo(p.Reference.LogicalName)).ToList();
        var target = expansion.Shape.Table;
        var found = new Dictionary<Guid, Entity>();
        foreach (var ids in wanted.Select(p => p.Reference.Id).Distinct().Chunk(RowsPerQuery))
        {
            var query = new QueryExpression(target.Name) { ColumnSet = expansion.Shape.ColumnSet };
            query.Criteria.Conditions.Add(new ConditionExpression(target.Table.PrimaryId, ConditionOperator.In, ids.Cast<object>().ToArray()));
            foreach (var row in All(query))
                found[row.Id] = row;
        }

        var byRow = new Dictionary<Guid, List<Entity>>();
        foreach (var (row, reference) in wanted)
        {
            if (found.TryGetValue(reference.Id, out var related))
                byRow[row] = [related];
        }

        return new ExpandedRows(expansion, Expand(expansion.Shape, [.. found.Values]), byRow, []);
    }

    private ExpandedRows Collection(Expansion expansion, TableModel table, IReadOnlyList<Entity> rows)
    {
        var byRow = new Dictionary<Guid, List<Entity>>();
        foreach (var ids in rows.Select(r => r.Id).Distinct().Chunk(RowsPerQuery))
        {
            var (query, parentOf) = Query(expansion, table, ids);
            foreach (var row in All(query))
            {
                if (!byRow.TryGetValue(parentOf(row), out var list))
                    byRow[parentOf(row)] = list = [];
                list.Add(row);
            }
        }

        var totals = byRow.ToDictionary(p => p.Key, p => p.Value.Count);
        if (expansion.Top is { } top)
        {
            foreach (var list in byRow.Values.Where(l => l.Count > top))
                list.RemoveRange(top, list.Count - top);
        }

        var related = byRow.Values.SelectMany(l => l).DistinctBy(r => r.Id).ToList();
        return new ExpandedRows(expansion, Expand(expansion.Shape, related), byRow, totals);
    }

    private (QueryExpression Query, Func<Entity, Guid> ParentOf) Query(Expansion expansion, TableModel table, Guid[] ids)
    {
        const string Link = "expanded";
        var property = expansion.Property;
        var target = expansion.Shape.Table;
        var query = new QueryExpression(target.Name) { ColumnSet = expansion.Shape.ColumnSet };
        var values = ids.Cast<object>().ToArray();
        var scope = JoinScope.Of(call.Model, target, query);
        if (expansion.Filter is { } filter)
            query.Criteria = Conjunction(new FilterWriter(call.Model, call.Options).Write(filter, scope));
        Sorting.Write(expansion.Order, query, scope);
        if (property.Intersect is { } intersect)
        {
            var link = query.AddLink(intersect.Table, target.Table.PrimaryId, intersect.OtherColumn);
            link.EntityAlias = Link;
            link.Columns = new ColumnSet(property.Column);
            link.LinkCriteria.Conditions.Add(new ConditionExpression(property.Column, ConditionOperator.In, values));
            return (query, row => (Guid)row.GetAttributeValue<AliasedValue>($"{Link}.{property.Column}").Value);
        }

        query.Criteria.Conditions.Add(new ConditionExpression(property.Column, ConditionOperator.In, values));
        if (!query.ColumnSet.AllColumns && !query.ColumnSet.Columns.Contains(property.Column))
            query.ColumnSet.AddColumn(property.Column);
        return (query, row => row.GetAttributeValue<EntityReference>(property.Column).Id);
    }

    /// <summary>A filter to which conditions can be added that must hold as well.</summary>
    public static FilterExpression Conjunction(FilterExpression filter)
    {
        if (filter.FilterOperator == LogicalOperator.And && filter.AnyAllFilterLinkEntity is null)
            return filter;
        var both = new FilterExpression(LogicalOperator.And);
        both.Filters.Add(filter);
        return both;
    }

    private IEnumerable<Entity> All(QueryExpression query)
    {
        query.PageInfo = new PagingInfo { PageNumber = 1, Count = 5000 };
        while (true)
        {
            var page = call.Service.RetrieveMultiple(query);
            foreach (var row in page.Entities)
                yield return row;
            if (!page.MoreRecords)
                yield break;
            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = page.PagingCookie;
        }
    }
}
