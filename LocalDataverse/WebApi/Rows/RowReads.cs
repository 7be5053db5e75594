using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Json;
using Smarketing.LocalDataverse.WebApi.Model;
using Smarketing.LocalDataverse.WebApi.Reading;

namespace Smarketing.LocalDataverse.WebApi.Rows;

/// <summary>Reads single rows.</summary>
internal static class RowReads
{
    /// <summary><c>GET set(id)</c>; 304 when the caller has this version already.</summary>
    public static WebApiResponse Retrieve(WebApiCall call, TableModel table, EntityReference row)
    {
        call.Options.Allow("$select", "$expand");
        var shape = RowShape.Read(call.Model, table, call.Options);
        var found = Find(call, row, shape.ColumnSet);
        if (call.Request.Headers["If-None-Match"] is { } tag && found.RowVersion is { Length: > 0 } version && ETag.Version(tag) == version)
            return WebApiResponse.Empty(304);
        return RowsAnswer.Row(call, 200, new Expander(call).Expand(shape, [found]));
    }

    /// <summary>The row as it is after a write, for <c>return=representation</c>.</summary>
    public static WebApiResponse Representation(WebApiCall call, TableModel table, Guid id, int status)
    {
        var shape = RowShape.Read(call.Model, table, call.Options);
        var found = Find(call, new EntityReference(table.Name, id), shape.ColumnSet);
        return RowsAnswer.Row(call, status, new Expander(call).Expand(shape, [found]));
    }

    public static Entity Find(WebApiCall call, EntityReference row, ColumnSet columns) =>
        ((RetrieveResponse)call.Service.Execute(new RetrieveRequest { Target = row, ColumnSet = columns })).Entity;
}
