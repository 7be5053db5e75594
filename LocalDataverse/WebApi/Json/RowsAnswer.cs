using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Model;
using Smarketing.LocalDataverse.WebApi.Reading;

namespace Smarketing.LocalDataverse.WebApi.Json;

/// <summary>What is said of a page beside its rows.</summary>
internal sealed record PageFacts
{
    /// <summary>The context, below the service root.</summary>
    public required string Context { get; init; }

    /// <summary>The number of all rows, when it was asked for.</summary>
    public int? Count { get; init; }

    /// <summary>The number that only the annotation tells, as with FetchXML.</summary>
    public int? AnnotatedCount { get; init; }

    /// <summary>Whether there are more rows than are counted.</summary>
    public bool CountIsCut { get; init; }

    public bool MoreRecords { get; init; }

    public string? NextLink { get; init; }

    /// <summary>FetchXML: the cookie of the page.</summary>
    public string? FetchCookie { get; init; }
}

/// <summary>Writes rows as whole answers.</summary>
internal static class RowsAnswer
{
    // Text as it is, not as for a web page: the answer is JSON and nothing else.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An answer written by <paramref name="write"/>.</summary>
    public static WebApiResponse Json(int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return WebApiResponse.Json(status, buffer.WrittenMemory);
    }

    /// <summary>One row.</summary>
    public static WebApiResponse Row(WebApiCall call, int status, ShapedRows rows)
    {
        var row = rows.Rows[0];
        var response = Json(status, json => new RowWriter(call, json).Write(rows, row, $"$metadata#{rows.Shape.Table.SetName}{rows.Shape.Context}/$entity"));
        if (row.RowVersion is { Length: > 0 } version)
            response.Headers["ETag"] = ETag.Of(version);
        return response;
    }

    /// <summary>A page of rows.</summary>
    /// <param name="call">The call.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="page">What is said of them.</param>
    /// <param name="write">How a row is written, when not by its shape.</param>
    public static WebApiResponse Collection(WebApiCall call, ShapedRows rows, PageFacts page, Action<Utf8JsonWriter, RowWriter, Entity>? write = null) => Json(200, json =>
    {
        var writer = new RowWriter(call, json);
        json.WriteStartObject();
        Head(call, json, page);
        json.WriteStartArray("value");
        foreach (var row in rows.Rows)
        {
            if (write is null)
                writer.Write(rows, row);
            else
                write(json, writer, row);
        }

        json.WriteEndArray();
        if (page.NextLink is { } next)
            json.WriteString("@odata.nextLink", next);
        json.WriteEndObject();
    });

    /// <summary>Addresses of rows.</summary>
    public static WebApiResponse References(WebApiCall call, TableModel table, IEnumerable<Guid> ids, string? nextLink) => Json(200, json =>
    {
        json.WriteStartObject();
        if (!call.IsBare)
            json.WriteString("@odata.context", $"{call.ServiceRoot}$metadata#Collection($ref)");
        json.WriteStartArray("value");
        foreach (var id in ids)
        {
            json.WriteStartObject();
            json.WriteString("@odata.id", call.AddressOf(table, id));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (nextLink is not null)
            json.WriteString("@odata.nextLink", nextLink);
        json.WriteEndObject();
    });

    private static void Head(WebApiCall call, Utf8JsonWriter json, PageFacts page)
    {
        if (!call.IsBare)
            json.WriteString("@odata.context", $"{call.ServiceRoot}{page.Context}");
        if (page.Count is { } count)
            json.WriteNumber("@odata.count", count);
        if (call.Preferences.Includes(Annotations.TotalRecordCount))
            json.WriteNumber("@" + Annotations.TotalRecordCount, page.Count ?? page.AnnotatedCount ?? -1);
        if (call.Preferences.Includes(Annotations.TotalRecordCountLimitExceeded))
            json.WriteBoolean("@" + Annotations.TotalRecordCountLimitExceeded, page.CountIsCut);
        if (page.FetchCookie is { } cookie && call.Preferences.Includes(Annotations.FetchXmlPagingCookie))
            json.WriteString("@" + Annotations.FetchXmlPagingCookie, cookie);
        if (page.MoreRecords && page.NextLink is null && call.Preferences.Includes(Annotations.MoreRecords))
            json.WriteBoolean("@" + Annotations.MoreRecords, page.MoreRecords);
    }
}
