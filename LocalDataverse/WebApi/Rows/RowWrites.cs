using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Json;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Rows;

/// <summary>Creates, changes and deletes rows.</summary>
internal static class RowWrites
{
    private const string VersionMismatch = "0x80060882";
    private const string RowExists = "0x80040237";

    /// <summary><c>POST set</c>.</summary>
    /// <param name="call">The call.</param>
    /// <param name="table">The table of the set.</param>
    /// <param name="prepare">What is added to the row before it is sent, such as the lookup to the row whose collection it is posted to.</param>
    public static WebApiResponse Create(WebApiCall call, TableModel table, Action<Entity>? prepare = null)
    {
        var target = ReadBody(call, table, canNest: true);
        prepare?.Invoke(target);
        var id = ((CreateResponse)call.Service.Execute(new CreateRequest { Target = target }.With(call))).id;
        return Written(call, table, id, isNew: true);
    }

    /// <summary>
    /// <c>PATCH set(id)</c>: updates the row when it exists and creates it otherwise; <c>If-Match: *</c> only updates, a version only
    /// updates that version, <c>If-None-Match: *</c> only creates.
    /// </summary>
    public static WebApiResponse Patch(WebApiCall call, TableModel table, EntityReference row)
    {
        var (match, noneMatch) = (call.Request.Headers["If-Match"], call.Request.Headers["If-None-Match"]);
        if (noneMatch is not null && noneMatch.Trim() != "*")
            throw WebApiException.Query("If-None-Match takes * in a PATCH: create the row unless it exists.");
        if (noneMatch is not null && match is not null)
            throw WebApiException.Query("If-Match and If-None-Match exclude each other. Give one of them.");
        var exists = match is null && noneMatch is null ? (bool?)null : Current(call, row) is { } current && RequireVersion(match, current);
        if (noneMatch is not null && exists == true)
            throw new WebApiException(412, RowExists, "A record with matching key values already exists.");
        var target = ReadBody(call, table, canNest: noneMatch is not null || (match is null && Current(call, row) is null));
        target.Id = row.Id;
        foreach (var key in row.KeyAttributes)
            target.KeyAttributes[key.Key] = key.Value;
        if (match is not null)
        {
            call.Service.Execute(new UpdateRequest { Target = target }.With(call));
            return Written(call, table, row.Id != Guid.Empty ? row.Id : Current(call, row)!.Id, isNew: false);
        }

        var response = (UpsertResponse)call.Service.Execute(new UpsertRequest { Target = target }.With(call));
        return Written(call, table, response.Target.Id, response.RecordCreated);
    }

    /// <summary><c>DELETE set(id)</c>; with a version in <c>If-Match</c> only that one.</summary>
    public static WebApiResponse Delete(WebApiCall call, TableModel table, EntityReference row)
    {
        call.Options.Allow();
        if (call.Request.Headers["If-Match"] is { } match && Current(call, row) is { } current)
            RequireVersion(match, current);
        call.Service.Execute(new DeleteRequest { Target = row }.With(call));
        return WebApiResponse.Empty(204);
    }

    /// <summary>Changes one column.</summary>
    public static WebApiResponse Set(WebApiCall call, EntityReference row, string column, object? value)
    {
        var target = new Entity(row.LogicalName, row.Id) { [column] = value };
        foreach (var key in row.KeyAttributes)
            target.KeyAttributes[key.Key] = key.Value;
        if (call.Request.Headers["If-Match"] is { } match && Current(call, row) is { } current)
            RequireVersion(match, current);
        call.Service.Execute(new UpdateRequest { Target = target }.With(call));
        return WebApiResponse.Empty(204);
    }

    /// <summary>The answer to a write.</summary>
    public static WebApiResponse Written(WebApiCall call, TableModel table, Guid id, bool isNew)
    {
        var address = call.AddressOf(table, id);
        var response = call.Preferences.ReturnRepresentation
            ? RowReads.Representation(call, table, id, isNew ? 201 : 200)
            : WebApiResponse.Empty(204);
        response.Headers["OData-EntityId"] = address;
        if (isNew)
            response.Headers["Location"] = address;
        return response;
    }

    private static Entity ReadBody(WebApiCall call, TableModel table, bool canNest)
    {
        call.Options.Allow("$select", "$expand");
        using var body = call.ReadJson();
        return new RowReader(call).Read(table, body.RootElement, canNest);
    }

    // Read behind the steps' back: the caller asked for no Retrieve. The gate is held, so what is read here still holds below.
    private static Entity? Current(WebApiCall call, EntityReference row)
    {
        var store = call.Session.Platform.Store;
        var id = row.Id != Guid.Empty ? row.Id : store.FindByKey(row.LogicalName, row.KeyAttributes) ?? Guid.Empty;
        return id == Guid.Empty ? null : store.Find(row.LogicalName, id, new ColumnSet(false));
    }

    private static bool RequireVersion(string? match, Entity current)
    {
        if (match is null || match.Trim() == "*")
            return true;
        var version = ETag.Version(match) ?? throw WebApiException.Query($"If-Match is {match}. Give * or a version as @odata.etag writes it, W/\"123\".");
        return version == current.RowVersion
            ? true
            : throw new WebApiException(412, VersionMismatch, "The version of the existing record doesn't match the RowVersion property provided.");
    }
}
