using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Microsoft.Xrm.Sdk.Metadata;
using Smarketing.LocalDataverse.Metadata.Changes;
using Smarketing.LocalDataverse.WebApi.Addressing;

namespace Smarketing.LocalDataverse.WebApi.Metadata;

/// <summary>Writes the SDK's metadata classes as JSON.</summary>
/// <param name="json">Where to.</param>
/// <param name="isBare">Whether the caller wants no control information.</param>
internal sealed class MetadataJson(Utf8JsonWriter json, bool isBare)
{
    /// <summary>Writes an item as an object.</summary>
    /// <param name="item">The item.</param>
    /// <param name="selection">What of it.</param>
    /// <param name="declared">The type the reader expects; another one is said.</param>
    /// <param name="context">The context of an answer that is this item; null inside another.</param>
    public void Write(object item, MetadataSelection selection, Type declared, string? context = null)
    {
        json.WriteStartObject();
        if (context is not null && !isBare)
            json.WriteString("@odata.context", context);
        if (item.GetType() != declared && !isBare)
            json.WriteString("@odata.type", $"#{PathSegment.Namespace}{item.GetType().Name}");
        var type = MetadataType.Of(item.GetType());
        foreach (var name in Names(type, selection))
        {
            json.WritePropertyName(name);
            Value(type.Properties[name].GetValue(item));
        }

        foreach (var expansion in selection.Expand)
            Expanded(item, type, expansion);
        json.WriteEndObject();
    }

    /// <summary>Writes a whole item with everything inside it, as complex values are.</summary>
    public void Whole(object item)
    {
        json.WriteStartObject();
        foreach (var (name, property) in MetadataShape.Of(item.GetType()))
        {
            var value = property.GetValue(item);
            if (value is null && MetadataShape.IsNavigation(property))
                continue;
            json.WritePropertyName(name);
            Value(value, isWhole: true);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a value of a property.</summary>
    public void Value(object? value, bool isWhole = false)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case Guid id: json.WriteStringValue(id); break;
            case Enum named: json.WriteStringValue(named.ToString()); break;
            case DateTime moment: json.WriteStringValue(moment.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)); break;
            case double real: json.WriteNumberValue(real); break;
            case decimal exact: json.WriteNumberValue(exact); break;
            case int or short or long: json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case IEnumerable items: Items(items, isWhole); break;
            default: Complex(value, isWhole); break;
        }
    }

    private static IEnumerable<string> Names(MetadataType type, MetadataSelection selection)
    {
        var names = selection.Select is { } chosen ? type.Properties.Keys.Where(n => chosen.Contains(n, StringComparer.Ordinal)) : type.Properties.Keys;
        return type.Properties.ContainsKey("MetadataId") ? names.Where(n => n != "MetadataId").Append("MetadataId") : names;
    }

    private void Expanded(object item, MetadataType type, MetadataExpansion expansion)
    {
        json.WritePropertyName(expansion.Name);
        var declared = type.Target(expansion.Name);
        switch (MetadataType.Follow(item, expansion.Name))
        {
            case null when expansion.IsCollection:
                json.WriteStartArray();
                json.WriteEndArray();
                break;
            case null:
                json.WriteNullValue();
                break;
            case Array items:
                json.WriteStartArray();
                foreach (var one in items.Cast<object>().Where(i => expansion.Selection.Filter is not { } filter || MetadataFilter.Matches(filter, i)))
                    Write(one, expansion.Selection, declared);
                json.WriteEndArray();
                break;
            case var one:
                Write(one, expansion.Selection, declared);
                break;
        }
    }

    private void Items(IEnumerable items, bool isWhole)
    {
        json.WriteStartArray();
        foreach (var item in items)
            Value(item, isWhole);
        json.WriteEndArray();
    }

    private void Complex(object value, bool isWhole)
    {
        if (value is MetadataBase && isWhole)
        {
            Whole(value);
            return;
        }

        json.WriteStartObject();
        if (value is OptionMetadata && value.GetType() != typeof(OptionMetadata) && !isBare)
            json.WriteString("@odata.type", $"#{PathSegment.Namespace}{value.GetType().Name}");
        foreach (var (name, property) in MetadataShape.Of(value.GetType()))
        {
            json.WritePropertyName(name);
            Value(property.GetValue(value), isWhole);
        }

        json.WriteEndObject();
    }
}
