using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Filter;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Reading;

/// <summary>What is read of a row: its columns (null: all), and the rows it leads to.</summary>
internal sealed record RowShape(TableModel Table, IReadOnlyList<ColumnDefinition>? Columns, IReadOnlyList<Expansion> Expansions)
{
    /// <summary>Whether the id is written though it was not asked for; groups of rows have none.</summary>
    public bool ShowsId { get; init; } = true;

    // The platform's limit for one query.
    private const int MostExpansions = 15;

    /// <summary>All columns, nothing expanded.</summary>
    public static RowShape Whole(TableModel table) => new(table, null, []);

    /// <summary>Reads <c>$select</c> and <c>$expand</c>.</summary>
    public static RowShape Read(WebApiModel model, TableModel table, QueryOptions options)
    {
        var shape = Read(model, table, options["$select"], options["$expand"]);
        return Count(shape) <= MostExpansions ? shape : throw WebApiException.Query("There are more than 15 $expand options in the query. Expand fewer navigation properties, or use FetchXML.");
    }

    /// <summary>The columns a query asks for: those shown, and the lookups along which rows are expanded.</summary>
    public ColumnSet ColumnSet => Columns is null
        ? new ColumnSet(true)
        : new ColumnSet([.. Columns.Select(c => c.LogicalName)
            .Concat(Expansions.Where(e => e.Property.Kind == NavigationKind.Single).Select(e => e.Property.Column))
            .Append(Table.Table.PrimaryId).Distinct(StringComparer.Ordinal)]);

    /// <summary>How the context of an answer names what is read: <c>(fullname,primarycontactid(fullname))</c>.</summary>
    public string Context
    {
        get
        {
            var parts = (Columns ?? []).Select(TableModel.PropertyOf).Concat(Expansions.Select(e => $"{e.Property.Name}{(e.Shape.Context is { Length: > 0 } inner ? inner : "()")}")).ToList();
            return parts.Count == 0 ? "" : $"({string.Join(',', parts)})";
        }
    }

    private static RowShape Read(WebApiModel model, TableModel table, string? select, string? expand) =>
        new(table, Select(table, select), expand is null ? [] : OptionText.Split(expand, ',').Select(e => Expand(model, table, e)).ToList());

    private static List<ColumnDefinition>? Select(TableModel table, string? select)
    {
        if (string.IsNullOrWhiteSpace(select))
            return null;
        var columns = new List<ColumnDefinition>();
        foreach (var name in OptionText.Split(select, ','))
        {
            if (name == "*")
                return null;
            var column = !table.Properties.ContainsKey(name) && table.TryNavigation(name, out var navigation) && navigation.Kind == NavigationKind.Single
                ? table.Table.Column(navigation.Column)
                : table.Property(name);
            if (!columns.Contains(column))
                columns.Add(column);
        }

        return columns;
    }

    private static Expansion Expand(WebApiModel model, TableModel table, string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var name = open < 0 ? text : text[..open];
        var isReference = name.EndsWith("/$ref", StringComparison.Ordinal);
        if (isReference)
            name = name[..^"/$ref".Length];
        if (!table.TryNavigation(name, out var property))
            throw WebApiException.NoProperty(table, name);
        if (property.Targets.Count > 1)
            throw WebApiException.NotSupported($"$expand of '{name}', which leads to a principal", "Expand owninguser or owningteam.");
        var options = Options(open < 0 ? "" : text[(open + 1)..^1], property.Kind == NavigationKind.Single);
        var target = model.Table(property.Target);
        var shape = isReference
            ? new RowShape(target, [target.Table.PrimaryIdColumn], [])
            : Read(model, target, options.GetValueOrDefault("$select"), options.GetValueOrDefault("$expand"));
        return new Expansion(property, shape)
        {
            IsReference = isReference,
            Filter = options.TryGetValue("$filter", out var filter) ? FilterParser.Parse(filter) : null,
            Order = Sorting.Read(options.GetValueOrDefault("$orderby")),
            Top = CollectionOptions.Top(options.GetValueOrDefault("$top")),
            Count = CollectionOptions.Count(options.GetValueOrDefault("$count")),
        };
    }

    private static Dictionary<string, string> Options(string text, bool isSingle)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in OptionText.Split(text, ';').Where(p => p.Length > 0))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? part : part[..equals];
            if (name is not ("$select" or "$expand") && (isSingle || name is not ("$filter" or "$orderby" or "$top" or "$count")))
                throw WebApiException.Query($"The option '{name}' cannot stand inside $expand of a {(isSingle ? "single-valued navigation property. It takes $select and $expand" : "collection. It takes $select, $filter, $orderby, $top, $count and $expand")}.");
            if (!options.TryAdd(name, equals < 0 ? "" : part[(equals + 1)..].Trim()))
                throw WebApiException.Query($"The option '{name}' is given twice inside $expand. Give it once.");
        }

        return options;
    }

    private static int Count(RowShape shape) => shape.Expansions.Sum(e => 1 + Count(e.Shape));
}

/// <summary>A navigation property that is expanded, and what is read of the rows it leads to.</summary>
internal sealed record Expansion(NavigationProperty Property, RowShape Shape)
{
    /// <summary>Only the addresses of the rows.</summary>
    public bool IsReference { get; init; }

    public FilterNode? Filter { get; init; }

    public IReadOnlyList<SortTerm> Order { get; init; } = [];

    public int? Top { get; init; }

    public bool Count { get; init; }
}
