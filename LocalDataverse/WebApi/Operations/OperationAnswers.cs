using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Json;
using Smarketing.LocalDataverse.WebApi.Reading;

namespace Smarketing.LocalDataverse.WebApi.Operations;

/// <summary>Writes what a message answered as the Web API does.</summary>
internal sealed class OperationAnswers(WebApiCall call, Operation operation)
{
    public WebApiResponse Write(ParameterCollection results) => operation.Answer switch
    {
        OperationAnswer.None => WebApiResponse.Empty(204),
        OperationAnswer.Row => Single(results[operation.Results[0].InMessage] as Entity),
        OperationAnswer.Rows => List(results.Contains(operation.Results[0].InMessage) ? results[operation.Results[0].InMessage] : null),
        _ => RowsAnswer.Json(200, json =>
        {
            json.WriteStartObject();
            if (!call.IsBare)
                json.WriteString("@odata.context", $"{call.ServiceRoot}$metadata#{PathSegment.Namespace}{operation.Name}Response");
            foreach (var result in operation.Results)
            {
                json.WritePropertyName(result.Name);
                Value(json, results.TryGetValue(result.InMessage, out var value) ? value : null);
            }

            json.WriteEndObject();
        }),
    };

    private WebApiResponse Single(Entity? row)
    {
        if (row is null)
            return WebApiResponse.Empty(204);
        var set = call.Model.Has(row.LogicalName) ? call.Model.Table(row.LogicalName).SetName : "";
        return RowsAnswer.Json(200, json => Row(json, row, $"$metadata#{set}/$entity"));
    }

    private WebApiResponse List(object? rows) => RowsAnswer.Json(200, json =>
    {
        json.WriteStartObject();
        if (!call.IsBare)
        {
            var set = rows is EntityCollection { EntityName: { } name } && call.Model.Has(name) ? call.Model.Table(name).SetName : "Collection(mscrm.crmbaseentity)";
            json.WriteString("@odata.context", $"{call.ServiceRoot}$metadata#{set}");
        }

        json.WritePropertyName("value");
        Value(json, rows ?? Array.Empty<Entity>());
        json.WriteEndObject();
    });

    private void Value(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case Entity row:
                Row(json, row, context: null);
                break;
            case EntityReference reference:
                Row(json, new Entity(reference.LogicalName, reference.Id), context: null);
                break;
            case EntityCollection rows:
                Items(json, rows.Entities);
                break;
            case PrincipalAccess access:
                json.WriteStartObject();
                json.WriteString("AccessMask", access.AccessMask.ToString());
                json.WritePropertyName("Principal");
                Value(json, access.Principal);
                json.WriteEndObject();
                break;
            case RolePrivilege privilege:
                AccessValues.Write(json, privilege);
                break;
            case string or byte[] or OptionSetValueCollection:
                ValueWriter.Write(json, value);
                break;
            case System.Collections.IEnumerable items:
                Items(json, items.Cast<object>());
                break;
            default:
                ValueWriter.Write(json, value);
                break;
        }
    }

    private void Items(Utf8JsonWriter json, IEnumerable<object> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
            Value(json, item);
        json.WriteEndArray();
    }

    // Rows of messages hold what the plug-in put there and nothing else; of which table they are only their type says.
    private void Row(Utf8JsonWriter json, Entity row, string? context)
    {
        json.WriteStartObject();
        if (context is not null && !call.IsBare)
            json.WriteString("@odata.context", $"{call.ServiceRoot}{context}");
        json.WriteString("@odata.type", $"#{PathSegment.Namespace}{row.LogicalName}");
        if (row.RowVersion is { Length: > 0 } version && !call.IsBare)
            json.WriteString("@odata.etag", ETag.Of(version));
        if (call.Model.Has(row.LogicalName))
        {
            var table = call.Model.Table(row.LogicalName);
            var columns = table.Properties.Values.Where(c => row.Contains(c.LogicalName) || (c.LogicalName == table.Table.PrimaryId && row.Id != Guid.Empty)).ToList();
            if (columns.Count > 0)
                new RowWriter(call, json).Properties(new RowShape(table, columns, []), row);
        }
        else
        {
            // An expando: a bag of values without a table.
            foreach (var attribute in row.Attributes)
            {
                json.WritePropertyName(attribute.Key);
                Value(json, attribute.Value);
            }
        }

        json.WriteEndObject();
    }
}
