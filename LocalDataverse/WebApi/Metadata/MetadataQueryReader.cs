using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Microsoft.Xrm.Sdk.Metadata.Query;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Metadata;

/// <summary>Reads the JSON of an EntityQueryExpression.</summary>
internal static class MetadataQueryReader
{
    public static EntityQueryExpression Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var query = new EntityQueryExpression();
            foreach (var property in Object(document.RootElement, "Query"))
            {
                switch (property.Name)
                {
                    case "AttributeQuery": query.AttributeQuery = Part(property.Value, new AttributeQueryExpression()); break;
                    case "RelationshipQuery": query.RelationshipQuery = Part(property.Value, new RelationshipQueryExpression()); break;
                    case "KeyQuery": query.KeyQuery = Part(property.Value, new EntityKeyQueryExpression()); break;
                    case "LabelQuery": query.LabelQuery = Labels(property.Value); break;
                    default: TakePart(query, property); break;
                }
            }

            return query;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw WebApiException.Query($"The Query of RetrieveMetadataChanges cannot be read: {e.Message}");
        }
    }

    private static JsonElement.ObjectEnumerator Object(JsonElement json, string what) =>
        json.ValueKind == JsonValueKind.Object ? json.EnumerateObject() : throw WebApiException.Query($"'{what}' is written as a JSON object.");

    private static T? Part<T>(JsonElement json, T part)
        where T : MetadataQueryExpression
    {
        if (json.ValueKind == JsonValueKind.Null)
            return null;
        foreach (var property in Object(json, typeof(T).Name))
            TakePart(part, property);
        return part;
    }

    private static void TakePart(MetadataQueryExpression part, JsonProperty property)
    {
        switch (property.Name)
        {
            case "Criteria":
                part.Criteria = property.Value.ValueKind == JsonValueKind.Null ? null : Filter(property.Value);
                break;
            case "Properties":
                part.Properties = property.Value.ValueKind == JsonValueKind.Null ? null : Properties(property.Value);
                break;
            default:
                if (!property.Name.StartsWith('@'))
                    throw WebApiException.Query($"'{property.Name}' is no part of {part.GetType().Name}.");
                break;
        }
    }

    private static MetadataPropertiesExpression Properties(JsonElement json)
    {
        var properties = new MetadataPropertiesExpression();
        if (json.TryGetProperty("AllProperties", out var all))
            properties.AllProperties = all.GetBoolean();
        if (json.TryGetProperty("PropertyNames", out var names))
            properties.PropertyNames.AddRange(names.EnumerateArray().Select(n => n.GetString()!));
        return properties;
    }

    private static LabelQueryExpression Labels(JsonElement json)
    {
        var labels = new LabelQueryExpression();
        if (json.TryGetProperty("FilterLanguages", out var languages))
            labels.FilterLanguages.AddRange(languages.EnumerateArray().Select(l => l.GetInt32()));
        if (json.TryGetProperty("MissingLabelBehavior", out var missing) && missing.ValueKind == JsonValueKind.Number)
            labels.MissingLabelBehavior = missing.GetInt32();
        return labels;
    }

    private static MetadataFilterExpression Filter(JsonElement json)
    {
        var filter = new MetadataFilterExpression(json.TryGetProperty("FilterOperator", out var how) && how.GetString() == "Or" ? LogicalOperator.Or : LogicalOperator.And);
        if (json.TryGetProperty("Conditions", out var conditions))
            filter.Conditions.AddRange(conditions.EnumerateArray().Select(Condition));
        if (json.TryGetProperty("Filters", out var filters))
            filter.Filters.AddRange(filters.EnumerateArray().Select(Filter));
        return filter;
    }

    private static MetadataConditionExpression Condition(JsonElement json)
    {
        var name = json.GetProperty("PropertyName").GetString()!;
        var text = json.TryGetProperty("ConditionOperator", out var how) ? how.GetString() : "Equals";
        return Enum.TryParse<MetadataConditionOperator>(text, out var comparison)
            ? new MetadataConditionExpression(name, comparison, json.TryGetProperty("Value", out var value) ? Value(value) : null)
            : throw WebApiException.Query($"'{text}' is no MetadataConditionOperator. It is {string.Join(", ", Enum.GetNames<MetadataConditionOperator>())}.");
    }

    // {"Type":"System.String","Value":"lead"}; for lists the value holds JSON.
    private static object? Value(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return null;
        var type = json.GetProperty("Type").GetString()!;
        var value = json.GetProperty("Value");
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (type.EndsWith("[]", StringComparison.Ordinal))
        {
            using var list = JsonDocument.Parse(text);
            return list.RootElement.EnumerateArray().Select(i => Single(type[..^2], i.ValueKind == JsonValueKind.String ? i.GetString()! : i.GetRawText())).ToArray();
        }

        return Single(type, text);
    }

    private static object Single(string type, string text) => type switch
    {
        "System.String" => text,
        "System.Boolean" => bool.Parse(text),
        "System.Int32" => int.Parse(text, CultureInfo.InvariantCulture),
        "System.Guid" => Guid.Parse(text),
        "System.DateTime" => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal),
        _ => typeof(MetadataQueryBase).Assembly.GetTypes().FirstOrDefault(t => t.IsEnum && t.FullName == type) is { } known
            ? Enum.Parse(known, text)
            : throw WebApiException.Query($"'{type}' is no type of a value in a metadata query. It is System.String, System.Boolean, System.Int32, System.Guid, System.DateTime or an enumeration such as Microsoft.Xrm.Sdk.Metadata.OwnershipTypes."),
    };
}
