using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Filter;

/// <summary>Where a property of a path is: which table, which column, and the alias of the link it came over (null: no link).</summary>
internal sealed record PlacedColumn(TableModel Table, ColumnDefinition Column, string? Alias);

/// <summary>
/// The rows a condition speaks of, and the links that paths over single-valued navigation properties add. A path that two
/// conditions share is one link.
/// </summary>
internal sealed class JoinScope
{
    private readonly WebApiModel model;
    private readonly DataCollection<LinkEntity> links;
    private readonly string variable;
    private readonly int[] counter;
    private readonly Dictionary<string, (LinkEntity Link, TableModel Table)> joined = new(StringComparer.Ordinal);

    private JoinScope(WebApiModel model, TableModel table, DataCollection<LinkEntity> links, string variable, int[] counter)
    {
        this.model = model;
        this.links = links;
        this.variable = variable;
        this.counter = counter;
        Table = table;
    }

    /// <summary>The table of the rows.</summary>
    public TableModel Table { get; }

    /// <summary>The rows of a query.</summary>
    public static JoinScope Of(WebApiModel model, TableModel table, QueryExpression query) => new(model, table, query.LinkEntities, "", [0]);

    /// <summary>The rows of a collection, called by a range variable.</summary>
    public JoinScope Within(TableModel table, LinkEntity link, string name) => new(model, table, link.LinkEntities, name, counter);

    /// <summary>The path without the range variable it begins with.</summary>
    public IReadOnlyList<string> Own(IReadOnlyList<string> segments)
    {
        if (variable.Length == 0)
            return segments;
        return segments.Count > 0 && segments[0] == variable
            ? segments.Skip(1).ToList()
            : throw WebApiException.Query($"'{string.Join('/', segments)}' does not begin with the range variable '{variable}'. Inside any and all, conditions speak of the rows of the collection: write {variable}/{string.Join('/', segments)}.");
    }

    /// <summary>The column a path ends at.</summary>
    public PlacedColumn Column(IReadOnlyList<string> segments)
    {
        var own = Own(segments);
        if (own.Count == 0)
            throw WebApiException.Query($"'{string.Join('/', segments)}' is a row, not a value. Name one of its properties.");
        var (table, alias) = Walk(own, own.Count - 1);
        return new PlacedColumn(table, LastColumn(table, own[^1]), alias);
    }

    /// <summary>The collection a path ends at.</summary>
    public NavigationProperty Collection(IReadOnlyList<string> segments)
    {
        var own = Own(segments);
        if (own.Count == 1 && Table.TryNavigation(own[0], out var property) && property.Kind != NavigationKind.Single)
            return property;
        throw WebApiException.Query($"'{string.Join('/', segments)}' is no collection-valued navigation property of '{Table.TypeName}'. any and all need one.");
    }

    // A navigation property stands for its lookup where it is compared with null.
    private static ColumnDefinition LastColumn(TableModel table, string name) =>
        !table.Properties.ContainsKey(name) && table.TryNavigation(name, out var navigation) && navigation.Kind == NavigationKind.Single
            ? table.Table.Column(navigation.Column)
            : table.Property(name);

    private (TableModel Table, string? Alias) Walk(IReadOnlyList<string> segments, int count)
    {
        var (table, alias, links) = (Table, (string?)null, this.links);
        for (var i = 0; i < count; i++)
        {
            var key = string.Join('/', segments.Take(i + 1));
            if (!joined.TryGetValue(key, out var next))
            {
                next = Join(table, segments[i]);
                links.Add(next.Link);
                joined[key] = next;
            }

            (table, alias, links) = (next.Table, next.Link.EntityAlias, next.Link.LinkEntities);
        }

        return (table, alias);
    }

    private (LinkEntity Link, TableModel Table) Join(TableModel from, string name)
    {
        if (!from.TryNavigation(name, out var property))
            throw WebApiException.NoProperty(from, name);
        if (property.Kind != NavigationKind.Single)
            throw WebApiException.Query($"'{name}' is a collection. Ask with {name}/any(o:o/… eq …).");
        if (property.Targets.Count > 1)
            throw WebApiException.Query($"'{name}' leads to a principal, which may be of {string.Join(" or ", property.Targets)}. Use owninguser or owningteam.");
        var to = model.Table(property.Target);
        return (new LinkEntity(from.Name, to.Name, property.Column, to.Table.PrimaryId, JoinOperator.LeftOuter) { EntityAlias = $"{name}_{(++counter[0]).ToString(System.Globalization.CultureInfo.InvariantCulture)}" }, to);
    }
}
