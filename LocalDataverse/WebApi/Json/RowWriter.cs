using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Model;
using Smarketing.LocalDataverse.WebApi.Reading;

namespace Smarketing.LocalDataverse.WebApi.Json;

/// <summary>Writes rows as JSON, with the annotations the caller asked for.</summary>
internal sealed class RowWriter(WebApiCall call, Utf8JsonWriter json)
{
    private readonly bool withFormatted = call.Preferences.Includes(Annotations.FormattedValue);
    private readonly bool withLookupName = call.Preferences.Includes(Annotations.LookupLogicalName);
    private readonly bool withNavigation = call.Preferences.Includes(Annotations.AssociatedNavigationProperty);

    /// <summary>Writes one row as an object.</summary>
    /// <param name="rows">The rows it belongs to, with what they lead to.</param>
    /// <param name="row">The row.</param>
    /// <param name="context">The context of an answer that is this row; null inside another.</param>
    public void Write(ShapedRows rows, Entity row, string? context = null)
    {
        json.WriteStartObject();
        if (!call.IsBare)
        {
            if (context is not null)
                json.WriteString("@odata.context", $"{call.ServiceRoot}{context}");
            if (row.RowVersion is { Length: > 0 } version)
                json.WriteString("@odata.etag", ETag.Of(version));
        }

        Properties(rows.Shape, row);
        foreach (var expanded in rows.Expanded)
            Expanded(expanded, row);
        json.WriteEndObject();
    }

    /// <summary>Writes the properties of a row into the object at hand.</summary>
    public void Properties(RowShape shape, Entity row)
    {
        var table = shape.Table;
        IEnumerable<ColumnDefinition> columns = shape.Columns is { } chosen
            ? chosen.Contains(table.Table.PrimaryIdColumn) || !shape.ShowsId ? chosen : chosen.Append(table.Table.PrimaryIdColumn)
            : table.Properties.Values.Where(c => c.Type != ColumnType.Image);
        foreach (var column in columns)
            Property(table, column, row);
    }

    private void Property(TableModel table, ColumnDefinition column, Entity row)
    {
        var name = TableModel.PropertyOf(column);
        row.Attributes.TryGetValue(column.LogicalName, out var value);
        if (value is null && column.LogicalName == table.Table.PrimaryId && row.Id != Guid.Empty)
            value = row.Id;
        if (value is EntityReference reference)
        {
            if (withNavigation && table.Lookup(column.LogicalName, reference.LogicalName) is { } navigation)
                json.WriteString($"{name}@{Annotations.AssociatedNavigationProperty}", navigation.Name);
            if (withLookupName)
                json.WriteString($"{name}@{Annotations.LookupLogicalName}", reference.LogicalName);
        }

        if (withFormatted && value is not null && FormattedValue(row, column.LogicalName, value) is { } formatted)
            json.WriteString($"{name}@{Annotations.FormattedValue}", formatted);
        json.WritePropertyName(name);
        ValueWriter.Write(json, value, column);
    }

    /// <summary>Writes a value that a link or an aggregate added.</summary>
    /// <param name="row">The row that carries it.</param>
    /// <param name="property">The name of its property.</param>
    /// <param name="alias">Its alias in the row, by which it is formatted.</param>
    /// <param name="aliased">The value; null writes null.</param>
    public void Aliased(Entity row, string property, string alias, AliasedValue? aliased)
    {
        var column = aliased is { EntityLogicalName: { } name, AttributeLogicalName: { } attribute } && call.Model.Has(name)
            && call.Model.Table(name).Table.TryColumn(attribute, out var found) ? found : null;
        if (aliased?.Value is EntityReference reference && withLookupName)
            json.WriteString($"{property}@{Annotations.LookupLogicalName}", reference.LogicalName);
        if (withFormatted && aliased?.Value is { } value && FormattedValue(row, alias, value) is { } formatted)
            json.WriteString($"{property}@{Annotations.FormattedValue}", formatted);
        json.WritePropertyName(property);
        ValueWriter.Write(json, aliased?.Value, column);
    }

    private void Expanded(ExpandedRows expanded, Entity row)
    {
        var property = expanded.Expansion.Property;
        var related = expanded.ByRow.GetValueOrDefault(row.Id) ?? [];
        if (property.Kind == NavigationKind.Single)
        {
            json.WritePropertyName(property.Name);
            if (related.Count == 0)
                json.WriteNullValue();
            else
                One(expanded, related[0]);
            return;
        }

        if (expanded.Expansion.Count && !call.IsBare)
            json.WriteNumber($"{property.Name}@odata.count", expanded.Totals.GetValueOrDefault(row.Id));
        json.WriteStartArray(property.Name);
        foreach (var one in related)
            One(expanded, one);
        json.WriteEndArray();
    }

    private void One(ExpandedRows expanded, Entity row)
    {
        if (!expanded.Expansion.IsReference)
        {
            Write(expanded.Related, row);
            return;
        }

        json.WriteStartObject();
        json.WriteString("@odata.id", call.AddressOf(expanded.Related.Shape.Table, row.Id));
        json.WriteEndObject();
    }

    private static string? FormattedValue(Entity row, string name, object value) =>
        row.FormattedValues.TryGetValue(name, out var formatted) ? formatted
        : value is EntityReference { Name.Length: > 0 } reference ? reference.Name
        : null;
}

/// <summary>Row versions as entity tags.</summary>
internal static class ETag
{
    public static string Of(string version) => $"W/\"{version}\"";

    /// <summary>The version in a tag; null when it is none.</summary>
    public static string? Version(string tag)
    {
        var text = tag.Trim();
        if (text.StartsWith("W/", StringComparison.Ordinal))
            text = text[2..];
        return text.Length > 2 && text[0] == '"' && text[^1] == '"' && long.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? text[1..^1]
            : null;
    }
}
