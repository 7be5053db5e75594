using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Model;
using Smarketing.LocalDataverse.WebApi.Operations;
using Smarketing.LocalDataverse.WebApi.Reading;

namespace Smarketing.LocalDataverse.WebApi.Rows;

/// <summary>Addresses that begin with an entity set: rows, their properties, the rows they lead to.</summary>
internal sealed class RowsResource : IResource
{
    public bool Owns(WebApiCall call) => call.Path.Segments.Count > 0 && call.Model.TrySet(call.Path.Segments[0].Name, out _);

    public WebApiResponse Answer(WebApiCall call)
    {
        var first = call.Path.Segments[0];
        call.Model.TrySet(first.Name, out var table);
        if (first.Arguments is not { } arguments)
            return Set(call, table!);
        var row = RowAddress.Read(table!, arguments, call.Options);
        return call.Path.Segments.Count == 1 ? Row(call, table!, row) : Part(call, table!, row);
    }

    private static WebApiResponse Set(WebApiCall call, TableModel table)
    {
        switch (call.Path.Segments)
        {
            case [_]:
                return call.Method switch
                {
                    "GET" => new CollectionReader(call).Read(table),
                    "POST" => RowWrites.Create(call, table),
                    _ => throw call.MethodNotAllowed("GET", "POST"),
                };
            case [_, { Name: "$count", Arguments: null }] when call.Method == "GET":
                return new CollectionReader(call).Count(table);
            case [_, var second, ..] when OperationsResource.IsBound(second):
                return OperationsResource.Bound(call, table, null);
            default:
                throw WebApiException.NoResource(call.Path.Segments[1].Name);
        }
    }

    private static WebApiResponse Row(WebApiCall call, TableModel table, EntityReference row) => call.Method switch
    {
        "GET" => RowReads.Retrieve(call, table, row),
        "PATCH" => RowWrites.Patch(call, table, row),
        "DELETE" => RowWrites.Delete(call, table, row),
        _ => throw call.MethodNotAllowed("GET", "PATCH", "DELETE"),
    };

    private static WebApiResponse Part(WebApiCall call, TableModel table, EntityReference row)
    {
        var segment = call.Path.Segments[1];
        if (OperationsResource.IsBound(segment))
            return OperationsResource.Bound(call, table, row);
        if (segment.Arguments is null && table.Properties.TryGetValue(segment.Name, out var column))
            return RowProperties.Answer(call, table, row, column);
        if (!table.TryNavigation(segment.Name, out var navigation))
            throw WebApiException.NoResource(segment.Name);
        return navigation.Kind == NavigationKind.Single
            ? LookupLinks.Answer(call, table, row, navigation)
            : CollectionLinks.Answer(call, table, row, navigation);
    }
}
