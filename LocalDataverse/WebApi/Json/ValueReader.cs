using System;
using System.Globalization;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Json;

/// <summary>Reads JSON as the SDK value of a column: of its type and no other.</summary>
internal static class ValueReader
{
    private static readonly string[] MomentFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd",
    ];

    /// <summary>The value; null empties the column.</summary>
    /// <exception cref="WebApiException">The JSON is of another type.</exception>
    public static object? Read(TableModel table, ColumnDefinition column, JsonElement json) => json.ValueKind == JsonValueKind.Null ? null : column.Type switch
    {
        ColumnType.Boolean when json.ValueKind is JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        ColumnType.Integer when Is(json, JsonValueKind.Number) && json.TryGetInt32(out var number) => number,
        ColumnType.BigInt when Is(json, JsonValueKind.Number) && json.TryGetInt64(out var number) => number,
        ColumnType.Decimal when Exact(json) is { } exact => exact,
        ColumnType.Money when Exact(json) is { } amount => new Money(amount),
        ColumnType.Double when Is(json, JsonValueKind.Number) && json.TryGetDouble(out var real) => real,
        ColumnType.Picklist or ColumnType.State or ColumnType.Status when Is(json, JsonValueKind.Number) && json.TryGetInt32(out var option) => new OptionSetValue(option),
        ColumnType.MultiSelectPicklist when Options(json) is { } options => options,
        ColumnType.DateTime when Moment(json, column) is { } moment => moment,
        ColumnType.Uniqueidentifier when Is(json, JsonValueKind.String) && json.TryGetGuid(out var id) => id,
        ColumnType.String or ColumnType.Memo or ColumnType.EntityName when json.ValueKind == JsonValueKind.String => json.GetString(),
        ColumnType.Image when Is(json, JsonValueKind.String) && json.TryGetBytesFromBase64(out var bytes) => bytes,
        _ => throw WebApiException.Payload(
            $"Cannot convert the literal '{Shown(json)}' to the expected type '{EdmType.Of(column)}' of '{column.LogicalName}' of '{table.Name}'.{Remedy(column)}"),
    };

    private static bool Is(JsonElement json, JsonValueKind kind) => json.ValueKind == kind;

    // With IEEE754Compatible numbers travel as text; the platform takes both.
    private static decimal? Exact(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number when json.TryGetDecimal(out var number) => number,
        JsonValueKind.String when decimal.TryParse(json.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static OptionSetValueCollection? Options(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.String)
            return null;
        var options = new OptionSetValueCollection();
        foreach (var part in json.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
                return null;
            options.Add(new OptionSetValue(value));
        }

        return options;
    }

    // Without a zone a moment is UTC; a calendar date has none.
    private static DateTime? Moment(JsonElement json, ColumnDefinition column)
    {
        if (json.ValueKind != JsonValueKind.String
            || !DateTimeOffset.TryParseExact(json.GetString(), MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return null;
        }

        return column.DateTimeBehavior switch
        {
            DateTimeBehavior.UserLocal => moment.UtcDateTime,
            DateTimeBehavior.DateOnly when moment.TimeOfDay != TimeSpan.Zero => null,
            _ => moment.DateTime,
        };
    }

    private static string Shown(JsonElement json)
    {
        var text = json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
        return text.Length <= 100 ? text : text[..100] + "…";
    }

    private static string Remedy(ColumnDefinition column) => column.Type switch
    {
        ColumnType.MultiSelectPicklist => " Write the numbers of the options as text, \"1,2\".",
        ColumnType.Picklist or ColumnType.State or ColumnType.Status => " Write the number of the option.",
        ColumnType.DateTime when column.DateTimeBehavior == DateTimeBehavior.DateOnly => " Write a date, \"2026-03-01\".",
        ColumnType.DateTime => " Write a moment, \"2026-03-01T08:00:00Z\".",
        ColumnType.Image => " Write the picture in base64.",
        _ => "",
    };
}
