using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.LocalDataverse.WebApi.Filter;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Reading;

namespace Smarketing.LocalDataverse.WebApi.Metadata;

/// <summary>What is read of metadata: which properties (null: all), what it leads to, and which items.</summary>
internal sealed record MetadataSelection(IReadOnlyList<string>? Select, IReadOnlyList<MetadataExpansion> Expand, FilterNode? Filter)
{
    /// <summary>Reads options.</summary>
    /// <param name="type">The type of the items.</param>
    /// <param name="option">Gives the text of an option; null when it is missing.</param>
    public static MetadataSelection Read(Type type, Func<string, string?> option)
    {
        var model = MetadataType.Of(type);
        var select = option("$select") is { Length: > 0 } text ? OptionText.Split(text, ',').ToList() : null;
        foreach (var name in select ?? [])
        {
            if (!model.Properties.ContainsKey(name) && name != "*")
                throw model.Navigation.Contains(name) ? WebApiException.Query($"'{name}' of '{model.Name}' is a navigation property. Read it with $expand={name}.") : model.NoProperty(name);
        }

        var filter = option("$filter") is { Length: > 0 } condition ? FilterParser.Parse(condition) : null;
        if (filter is not null)
            MetadataFilter.Check(filter, type);
        var expand = option("$expand") is { Length: > 0 } expansions ? OptionText.Split(expansions, ',').Select(e => ReadExpansion(model, e)).ToList() : [];
        return new MetadataSelection(select?.Contains("*", StringComparer.Ordinal) == true ? null : select, expand, filter);
    }

    /// <summary>How the context of an answer names what is read.</summary>
    public string Context => Select is null && Expand.Count == 0 ? "" : $"({string.Join(',', (Select ?? []).Concat(Expand.Select(e => $"{e.Name}{(e.Selection.Context is { Length: > 0 } inner ? inner : "()")}")))})";

    private static MetadataExpansion ReadExpansion(MetadataType model, string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var name = open < 0 ? text : text[..open];
        if (!model.Navigation.Contains(name))
            throw model.Properties.ContainsKey(name) ? WebApiException.Query($"'{name}' of '{model.Name}' is a property, which is read with $select.") : model.NoProperty(name);
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in OptionText.Split(open < 0 ? "" : text[(open + 1)..^1], ';').Where(p => p.Length > 0))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? part : part[..equals];
            if (key is not ("$select" or "$filter" or "$expand") || (key == "$filter" && !model.IsCollection(name)))
                throw WebApiException.Query($"The option '{key}' cannot stand inside $expand of '{name}'. Metadata takes $select, $expand and, for collections, $filter.");
            if (!options.TryAdd(key, equals < 0 ? "" : part[(equals + 1)..].Trim()))
                throw WebApiException.Query($"The option '{key}' is given twice inside $expand. Give it once.");
        }

        return new MetadataExpansion(name, model.IsCollection(name), Read(model.Target(name), key => options.GetValueOrDefault(key)));
    }
}

/// <summary>A navigation property that is expanded, and what is read of what it leads to.</summary>
internal sealed record MetadataExpansion(string Name, bool IsCollection, MetadataSelection Selection);
