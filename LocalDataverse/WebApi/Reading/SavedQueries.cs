using System;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Reading;

/// <summary><c>savedQuery=id</c>: the FetchXML that a row of savedquery holds.</summary>
internal static class SavedQueries
{
    /// <summary>The FetchXML the address asks for; null when it asks for none.</summary>
    public static string? Find(WebApiCall call, TableModel table)
    {
        if (call.Options["userQuery"] is not null)
            throw WebApiException.NotSupported("userQuery: there is no table of personal views", "Send the FetchXML itself: fetchXml=….");
        if (call.Options["savedQuery"] is not { } text)
            return null;
        if (!Guid.TryParse(text, out var id))
            throw WebApiException.Query($"savedQuery is '{text}'. Give the id of a row of savedquery.");
        var query = call.Service.Retrieve("savedquery", id, new ColumnSet("fetchxml", "returnedtypecode"));
        return query.GetAttributeValue<string>("fetchxml") is { Length: > 0 } fetch
            ? fetch
            : throw WebApiException.Query($"The saved query {id:D} of '{table.SetName}' holds no FetchXML.");
    }
}
