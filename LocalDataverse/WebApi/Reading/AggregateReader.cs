using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.WebApi.Filter;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Json;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Reading;

/// <summary>
/// Answers <c>GET set?$apply=…</c> with an aggregate query. Distinct values, for which a QueryExpression has no word, are the groups of a
/// second query that groups by the column as well.
/// </summary>
internal sealed class AggregateReader(WebApiCall call, TableModel table)
{
    private const string DistinctAlias = "distinctvalue";

    public WebApiResponse Read()
    {
        call.Options.Allow("$apply");
        var aggregation = Aggregation.Read(call.Options["$apply"]!);
        var ordinary = aggregation.Figures.Where(f => f.Kind != FigureKind.DistinctValues).ToList();
        var (groups, rows) = Run(aggregation, ordinary, null);
        var distinct = aggregation.Figures.Except(ordinary).ToDictionary(f => f.Alias, f => Distinct(aggregation, f), StringComparer.Ordinal);
        return RowsAnswer.Json(200, json =>
        {
            var writer = new RowWriter(call, json);
            json.WriteStartObject();
            if (!call.IsBare)
                json.WriteString("@odata.context", $"{call.ServiceRoot}$metadata#{table.SetName}");
            json.WriteStartArray("value");
            foreach (var row in rows)
                Write(json, writer, aggregation, groups, row, distinct);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void Write(
        Utf8JsonWriter json, RowWriter writer, Aggregation aggregation, List<Group> groups, Entity row, Dictionary<string, Dictionary<string, int>> distinct)
    {
        json.WriteStartObject();
        foreach (var group in groups)
            writer.Aliased(row, group.Property, group.Alias, row.GetAttributeValue<AliasedValue>(group.Alias));
        foreach (var figure in aggregation.Figures)
        {
            if (distinct.TryGetValue(figure.Alias, out var counts))
                json.WriteNumber(figure.Alias, counts.GetValueOrDefault(Key(groups, row)));
            else
                writer.Aliased(row, figure.Alias, figure.Alias, row.GetAttributeValue<AliasedValue>(figure.Alias));
        }

        json.WriteEndObject();
    }

    private Dictionary<string, int> Distinct(Aggregation aggregation, Figure figure)
    {
        var (groups, rows) = Run(aggregation, [], figure.Path);
        return rows.Where(r => r.GetAttributeValue<AliasedValue>(DistinctAlias)?.Value is not null)
            .GroupBy(r => Key(groups, r), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
    }

    private (List<Group> Groups, IReadOnlyList<Entity> Rows) Run(Aggregation aggregation, List<Figure> figures, IReadOnlyList<string>? distinct)
    {
        var query = new QueryExpression(table.Name) { ColumnSet = new ColumnSet() };
        var scope = JoinScope.Of(call.Model, table, query);
        if (aggregation.Filter is { } filter)
            query.Criteria = Expander.Conjunction(new FilterWriter(call.Model, call.Options).Write(filter, scope));
        var groups = aggregation.Groups.Select((path, i) => GroupOf(query, scope, path, i)).ToList();
        if (distinct is not null)
            ColumnsOf(query, scope.Column(distinct)).AttributeExpressions.Add(new XrmAttributeExpression(scope.Column(distinct).Column.LogicalName, XrmAggregateType.None, DistinctAlias) { HasGroupBy = true });
        foreach (var figure in figures)
        {
            var place = figure.Kind == FigureKind.Rows ? new PlacedColumn(table, table.Table.PrimaryIdColumn, null) : scope.Column(figure.Path);
            ColumnsOf(query, place).AttributeExpressions.Add(new XrmAttributeExpression(place.Column.LogicalName, Type(figure.Kind), figure.Alias));
        }

        // Without figures and groups there would be nothing to aggregate: distinct values alone of no group are one group.
        if (groups.Count == 0 && figures.Count == 0 && distinct is null)
            return (groups, [new Entity(table.Name)]);
        return (groups, call.Service.RetrieveMultiple(query).Entities);
    }

    private static Group GroupOf(QueryExpression query, JoinScope scope, IReadOnlyList<string> path, int place)
    {
        var column = scope.Column(path);
        if (column.Column.Type == ColumnType.DateTime)
            throw WebApiException.Query($"groupby with datetime values is not supported: '{string.Join('/', path)}'. Group with FetchXML and dategrouping.");
        var alias = "group" + place.ToString(CultureInfo.InvariantCulture);
        ColumnsOf(query, column).AttributeExpressions.Add(new XrmAttributeExpression(column.Column.LogicalName, XrmAggregateType.None, alias) { HasGroupBy = true });
        return new Group(alias, column.Alias is null ? TableModel.PropertyOf(column.Column) : $"{column.Table.Name}_{column.Column.LogicalName}");
    }

    private static ColumnSet ColumnsOf(QueryExpression query, PlacedColumn place) =>
        place.Alias is null ? query.ColumnSet : Link(query.LinkEntities, place.Alias)!.Columns;

    private static LinkEntity? Link(IEnumerable<LinkEntity> links, string alias)
    {
        foreach (var link in links)
        {
            if (link.EntityAlias == alias)
                return link;
            if (Link(link.LinkEntities, alias) is { } inner)
                return inner;
        }

        return null;
    }

    private static string Key(List<Group> groups, Entity row) => string.Join('\u001f', groups.Select(g => row.GetAttributeValue<AliasedValue>(g.Alias)?.Value switch
    {
        null => "",
        EntityReference reference => reference.Id.ToString("D"),
        OptionSetValue option => option.Value.ToString(CultureInfo.InvariantCulture),
        Money money => money.Value.ToString(CultureInfo.InvariantCulture),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    }));

    private static XrmAggregateType Type(FigureKind kind) => kind switch
    {
        FigureKind.Rows => XrmAggregateType.Count,
        FigureKind.Sum => XrmAggregateType.Sum,
        FigureKind.Average => XrmAggregateType.Avg,
        FigureKind.Min => XrmAggregateType.Min,
        _ => XrmAggregateType.Max,
    };

    /// <summary>A group: its alias in the query, its property in the answer.</summary>
    private sealed record Group(string Alias, string Property);
}
