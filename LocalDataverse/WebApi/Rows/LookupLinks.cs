using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Json;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Rows;

/// <summary>Single-valued navigation properties: <c>set(id)/primarycontactid</c> and <c>set(id)/primarycontactid/$ref</c>.</summary>
internal static class LookupLinks
{
    public static WebApiResponse Answer(WebApiCall call, TableModel table, EntityReference row, NavigationProperty navigation)
    {
        switch (call.Path.Segments)
        {
            case [_, { Arguments: null }]:
                if (call.Method != "GET")
                    throw call.MethodNotAllowed("GET");
                return Target(call, row, navigation) is { } target
                    ? RowReads.Retrieve(call, call.Model.Table(target.LogicalName), target)
                    : WebApiResponse.Empty(204);
            case [_, { Arguments: null }, { Name: "$ref", Arguments: null }]:
                return Reference(call, row, navigation);
            case [_, { Arguments: null }, var last] when call.Method == "GET" && navigation.Targets.Count == 1:
                var inner = call.Model.Table(navigation.Target);
                if (!inner.Properties.TryGetValue(last.Name, out var column))
                    throw WebApiException.NoResource(last.Name);
                return Target(call, row, navigation) is { } other ? RowProperties.Read(call, inner, other, column, isRaw: false) : WebApiResponse.Empty(204);
            default:
                throw WebApiException.NoResource(call.Path.Segments[^1].Name);
        }
    }

    private static WebApiResponse Reference(WebApiCall call, EntityReference row, NavigationProperty navigation)
    {
        call.Options.Allow();
        switch (call.Method)
        {
            case "GET":
                if (Target(call, row, navigation) is not { } target)
                    return WebApiResponse.Empty(204);
                return RowsAnswer.Json(200, json =>
                {
                    json.WriteStartObject();
                    if (!call.IsBare)
                        json.WriteString("@odata.context", $"{call.ServiceRoot}$metadata#$ref");
                    json.WriteString("@odata.id", call.AddressOf(call.Model.Table(target.LogicalName), target.Id));
                    json.WriteEndObject();
                });
            case "PUT" or "POST":
                var reference = ReferenceBody.Read(call);
                if (!navigation.LeadsTo(reference.LogicalName))
                    throw WebApiException.Payload($"'{navigation.Name}' leads to {string.Join(" or ", navigation.Targets)}, not to '{reference.LogicalName}'.");
                return RowWrites.Set(call, row, navigation.Column, reference);
            case "DELETE":
                return RowWrites.Set(call, row, navigation.Column, null);
            default:
                throw call.MethodNotAllowed("GET", "PUT", "DELETE");
        }
    }

    private static EntityReference? Target(WebApiCall call, EntityReference row, NavigationProperty navigation) =>
        RowReads.Find(call, row, new ColumnSet(navigation.Column)).GetAttributeValue<EntityReference>(navigation.Column) is { } target
            && navigation.LeadsTo(target.LogicalName) ? target : null;
}

/// <summary>The body of a write to <c>$ref</c>: <c>{"@odata.id": "…"}</c>.</summary>
internal static class ReferenceBody
{
    public static EntityReference Read(WebApiCall call)
    {
        using var body = call.ReadJson();
        if (body.RootElement.ValueKind == System.Text.Json.JsonValueKind.Object
            && body.RootElement.TryGetProperty("@odata.id", out var id) && id.ValueKind == System.Text.Json.JsonValueKind.String)
        {
            return RowAddress.ReadReference(call, id.GetString()!);
        }

        throw WebApiException.Payload("The row to link is written as {\"@odata.id\": \"/contacts(00000000-0000-0000-0000-000000000000)\"}.");
    }
}
