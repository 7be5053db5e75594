using System.IO;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Json;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Rows;

/// <summary>Single properties of a row: <c>set(id)/column</c> and <c>set(id)/column/$value</c>.</summary>
internal static class RowProperties
{
    public static WebApiResponse Answer(WebApiCall call, TableModel table, EntityReference row, ColumnDefinition column)
    {
        call.Options.Allow();
        var isRaw = call.Path.Segments is [_, _, { Name: "$value", Arguments: null }];
        if (call.Path.Segments.Count > (isRaw ? 3 : 2))
            throw WebApiException.NoResource(call.Path.Segments[2].Name);
        return call.Method switch
        {
            "GET" => Read(call, table, row, column, isRaw),
            "PUT" when !column.IsLookup => RowWrites.Set(call, row, column.LogicalName, Body(call, table, column)),
            "DELETE" when !column.IsLookup && !isRaw => RowWrites.Set(call, row, column.LogicalName, null),
            _ => throw (column.IsLookup ? call.MethodNotAllowed("GET") : call.MethodNotAllowed("GET", "PUT", "DELETE")),
        };
    }

    /// <summary>One value; 204 when there is none.</summary>
    public static WebApiResponse Read(WebApiCall call, TableModel table, EntityReference row, ColumnDefinition column, bool isRaw)
    {
        var found = RowReads.Find(call, row, new ColumnSet(column.LogicalName));
        if (!found.Attributes.TryGetValue(column.LogicalName, out var value) || value is null)
            return WebApiResponse.Empty(204);
        if (isRaw)
            return Raw(value, column);
        var property = TableModel.PropertyOf(column);
        return RowsAnswer.Json(200, json =>
        {
            json.WriteStartObject();
            if (!call.IsBare)
                json.WriteString("@odata.context", $"{call.ServiceRoot}$metadata#{table.SetName}({found.Id:D})/{property}");
            json.WritePropertyName("value");
            ValueWriter.Write(json, value, column);
            json.WriteEndObject();
        });
    }

    private static WebApiResponse Raw(object value, ColumnDefinition column)
    {
        if (value is byte[] bytes)
            return new WebApiResponse(200, new WebApiHeaders { { "Content-Type", "application/octet-stream" } }, bytes);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            ValueWriter.Write(json, value, column);
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        var root = document.RootElement;
        return WebApiResponse.Text(root.ValueKind == JsonValueKind.String ? root.GetString()! : root.GetRawText());
    }

    // A picture may come as it is; everything else as {"value": …}.
    private static object? Body(WebApiCall call, TableModel table, ColumnDefinition column)
    {
        if (column.Type == ColumnType.Image && call.Request.Headers["Content-Type"]?.StartsWith("application/octet-stream", System.StringComparison.OrdinalIgnoreCase) == true)
            return call.Request.Body.ToArray();
        using var body = call.ReadJson();
        if (body.RootElement.ValueKind != JsonValueKind.Object || !body.RootElement.TryGetProperty("value", out var value))
            throw WebApiException.Payload($"The new value of '{column.LogicalName}' is written as {{\"value\": …}}.");
        return ValueReader.Read(table, column, value);
    }
}
