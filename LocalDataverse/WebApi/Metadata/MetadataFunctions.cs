using System;
using System.Collections.Generic;
using System.Text.Json;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata.Query;
using Smarketing.LocalDataverse.WebApi.Filter;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Json;
using Smarketing.LocalDataverse.WebApi.Reading;

namespace Smarketing.LocalDataverse.WebApi.Metadata;

/// <summary>The functions that give metadata: <c>RetrieveMetadataChanges(Query=@q,ClientVersionStamp='…')</c> and <c>RetrieveTimestamp()</c>.</summary>
internal sealed class MetadataFunctions : IResource
{
    private const string Changes = "RetrieveMetadataChanges";
    private const string Timestamp = "RetrieveTimestamp";

    public bool Owns(WebApiCall call) => call.Path.Segments is [{ Name: Changes or Timestamp }];

    public WebApiResponse Answer(WebApiCall call)
    {
        if (call.Method != "GET")
            throw call.MethodNotAllowed("GET");
        call.Options.Allow();
        return call.Path.Segments[0].Name == Changes ? AnswerChanges(call) : AnswerTimestamp(call);
    }

    private static WebApiResponse AnswerTimestamp(WebApiCall call)
    {
        var stamp = ((RetrieveTimestampResponse)call.Service.Execute(new RetrieveTimestampRequest())).Timestamp;
        return Object(call, Timestamp, json => json.WriteString("Timestamp", stamp));
    }

    private static WebApiResponse AnswerChanges(WebApiCall call)
    {
        var request = new RetrieveMetadataChangesRequest();
        foreach (var (name, text) in Arguments(call))
        {
            switch (name)
            {
                case "Query":
                    request.Query = MetadataQueryReader.Read(text);
                    break;
                case "ClientVersionStamp":
                    request.ClientVersionStamp = Value(text) as string ?? throw WebApiException.Query("ClientVersionStamp is a text in single quotes.");
                    break;
                case "DeletedMetadataFilters":
                    request.DeletedMetadataFilters = Enum.TryParse<DeletedMetadataFilters>(Value(text) as string, out var kinds)
                        ? kinds
                        : throw WebApiException.Query($"DeletedMetadataFilters is {text}. Write Microsoft.Dynamics.CRM.DeletedMetadataFilters'All'.");
                    break;
                case "RetrieveAllSettings":
                    request.RetrieveAllSettings = Value(text) as bool? ?? throw WebApiException.Query("RetrieveAllSettings is true or false.");
                    break;
                case "AppModuleId":
                    throw WebApiException.NotSupported("AppModuleId of RetrieveMetadataChanges", "Leave it out: there are no apps here.");
                default:
                    throw WebApiException.Query($"'{name}' is no parameter of {Changes}. It takes Query, ClientVersionStamp, DeletedMetadataFilters and RetrieveAllSettings.");
            }
        }

        var response = (RetrieveMetadataChangesResponse)call.Service.Execute(request);
        return Object(call, Changes, json => Write(json, call.IsBare, response));
    }

    private static void Write(Utf8JsonWriter json, bool isBare, RetrieveMetadataChangesResponse response)
    {
        json.WriteString("ServerVersionStamp", response.ServerVersionStamp);
        json.WriteStartArray("EntityMetadata");
        foreach (var table in response.EntityMetadata)
            new MetadataJson(json, isBare).Whole(table);
        json.WriteEndArray();
        json.WritePropertyName("DeletedMetadata");
        if (!response.Results.Contains("DeletedMetadata"))
        {
            json.WriteNullValue();
            return;
        }

        var deleted = response.DeletedMetadata;
        json.WriteStartObject();
        json.WriteNumber("Count", deleted.Count);
        json.WriteBoolean("IsReadOnly", deleted.IsReadOnly);
        json.WriteStartArray("Keys");
        foreach (var kind in deleted.Keys)
            json.WriteStringValue(kind.ToString());
        json.WriteEndArray();
        json.WriteStartArray("Values");
        foreach (var ids in deleted.Values)
        {
            json.WriteStartObject();
            json.WriteNumber("Count", ids.Count);
            json.WriteStartArray("Items");
            foreach (var id in ids)
                json.WriteStringValue(id);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static WebApiResponse Object(WebApiCall call, string function, Action<Utf8JsonWriter> write) => RowsAnswer.Json(200, json =>
    {
        json.WriteStartObject();
        if (!call.IsBare)
            json.WriteString("@odata.context", $"{call.ServiceRoot}$metadata#Microsoft.Dynamics.CRM.{function}Response");
        write(json);
        json.WriteEndObject();
    });

    // The text of each argument, that of its alias when it has one.
    private static IEnumerable<(string Name, string Text)> Arguments(WebApiCall call)
    {
        foreach (var part in OptionText.Split(call.Path.Segments[0].Arguments ?? "", ','))
        {
            if (part.Length == 0)
                continue;
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw WebApiException.Query($"'{part}' is no argument of a function. Write name=value.");
            var text = part[(equals + 1)..].Trim();
            if (text.StartsWith('@'))
                text = call.Options[text] ?? throw WebApiException.Query($"The parameter alias '{text}' has no value. Add {text}=… to the address.");
            yield return (part[..equals].Trim(), text);
        }
    }

    private static object? Value(string text) => FilterParser.ParseValue(text) switch
    {
        LiteralNode literal => literal.Value,
        EnumNode named => named.Text,
        _ => null,
    };
}
