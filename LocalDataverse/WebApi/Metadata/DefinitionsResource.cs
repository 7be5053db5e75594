using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Filter;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Json;

namespace Smarketing.LocalDataverse.WebApi.Metadata;

/// <summary>
/// The definitions of tables, relationships and global choices, and what they lead to:
/// <c>EntityDefinitions(LogicalName='lead')/Attributes/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$expand=OptionSet</c>.
/// </summary>
internal sealed class DefinitionsResource : IResource
{
    private const string Tables = "EntityDefinitions";
    private const string Relationships = "RelationshipDefinitions";
    private const string Choices = "GlobalOptionSetDefinitions";
    private const string ManagedProperties = "ManagedPropertyDefinitions";

    public bool Owns(WebApiCall call) => call.Path.Segments.Count > 0 && call.Path.Segments[0].Name is Tables or Relationships or Choices or ManagedProperties;

    public WebApiResponse Answer(WebApiCall call)
    {
        if (call.Method != "GET")
        {
            throw WebApiException.NotSupported(
                $"{call.Method} on {call.Path.Segments[0].Name}", "It takes its schema from solutions: change the solution's files, pack it and import it.");
        }

        var root = call.Path.Segments[0].Name;
        if (root == ManagedProperties)
            throw WebApiException.NotSupported(ManagedProperties, "What a solution allows to be customised is not checked here.");
        call.Options.Allow(root == Choices && call.Path.Segments[0].Arguments is null ? ["$select", "$expand"] : ["$select", "$expand", "$filter"]);
        return Write(call, Follow(call));
    }

    private static Place Follow(WebApiCall call)
    {
        var first = call.Path.Segments[0];
        var place = first.Name switch
        {
            Tables => new Place(typeof(EntityMetadata), TablesOf(call)),
            Relationships => new Place(typeof(RelationshipMetadataBase), RelationshipsOf(call)),
            _ => new Place(typeof(OptionSetMetadataBase), ChoicesOf(call)),
        };
        place = place.At(first);
        foreach (var segment in call.Path.Segments.Skip(1))
            place = place.Into(segment).At(segment);
        return place with { Context = string.Join('/', call.Path.Segments.Select(s => s.Arguments is null ? s.Name : $"{s.Name}({s.Arguments})")) };
    }

    private static WebApiResponse Write(WebApiCall call, Place place)
    {
        var context = $"{call.ServiceRoot}$metadata#{place.Context}";
        if (place.IsValue)
        {
            return RowsAnswer.Json(200, json =>
            {
                json.WriteStartObject();
                if (!call.IsBare)
                    json.WriteString("@odata.context", context);
                json.WritePropertyName("value");
                new MetadataJson(json, call.IsBare).Value(place.Items.FirstOrDefault());
                json.WriteEndObject();
            });
        }

        var selection = MetadataSelection.Read(place.Type, name => call.Options[name]);
        if (!place.IsCollection)
        {
            if (selection.Filter is not null)
                throw WebApiException.Query("The query parameter '$filter' does not apply to a single item.");
            var item = place.Items.FirstOrDefault();
            return item is null
                ? WebApiResponse.Empty(204)
                : RowsAnswer.Json(200, json => new MetadataJson(json, call.IsBare).Write(item, selection, place.Type, $"{context}{selection.Context}/$entity"));
        }

        return RowsAnswer.Json(200, json =>
        {
            var writer = new MetadataJson(json, call.IsBare);
            json.WriteStartObject();
            if (!call.IsBare)
                json.WriteString("@odata.context", context + selection.Context);
            json.WriteStartArray("value");
            foreach (var item in place.Items.Where(i => selection.Filter is null || MetadataFilter.Matches(selection.Filter, i)))
                writer.Write(Complete(call, item), selection, place.Type);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    // Only as much of each table as the address and the options look at.
    private static IEnumerable<object> TablesOf(WebApiCall call)
    {
        var filters = call.Path.Segments.Count > 1 || call.Path.Segments[0].Arguments is not null ? Filters(call) : EntityFilters.Entity;
        var catalog = call.Session.Platform.Catalog;
        return catalog.Tables.OrderBy(t => t.LogicalName, StringComparer.Ordinal)
            .Where(t => IsMeant(call, t))
            .Select(t => SdkTable.Of(t, catalog, filters, Language(call)));
    }

    private static object Complete(WebApiCall call, object item)
    {
        var filters = Filters(call);
        return item is EntityMetadata table && filters != EntityFilters.Entity
            ? SdkTable.Of(call.Session.Platform.Catalog.Table(table.LogicalName), call.Session.Platform.Catalog, filters, Language(call))
            : item;
    }

    // A short cut past describing all tables when the address names one.
    private static bool IsMeant(WebApiCall call, TableDefinition table) =>
        call.Path.Segments[0].Arguments is not { } arguments
        || MetadataKey.Read(arguments) is not { Property: "LogicalName" } key
        || Equals(key.Value, table.LogicalName);

    private static EntityFilters Filters(WebApiCall call)
    {
        var names = call.Path.Segments.Skip(1).Select(s => s.Name).Append(call.Options["$expand"] ?? "").ToList();
        var filters = EntityFilters.Entity;
        if (names.Exists(n => n.Contains("Attributes", StringComparison.Ordinal)))
            filters |= EntityFilters.Attributes;
        if (names.Exists(n => n.Contains("Relationships", StringComparison.Ordinal)))
            filters |= EntityFilters.Relationships;
        if (call.Options["$select"] is not { Length: > 0 } select || select.Contains("Privileges", StringComparison.Ordinal) || names.Contains("Privileges", StringComparer.Ordinal))
            filters |= EntityFilters.Privileges;
        return filters;
    }

    private static IEnumerable<object> RelationshipsOf(WebApiCall call)
    {
        var catalog = call.Session.Platform.Catalog;
        return catalog.Tables.SelectMany(t => t.ManyToOne).DistinctBy(r => r.SchemaName, StringComparer.OrdinalIgnoreCase).Select(r => (RelationshipMetadataBase)SdkRelationship.Of(r, catalog))
            .Concat(catalog.ManyToMany.Select(r => SdkRelationship.Of(r, catalog)))
            .OrderBy(r => r.SchemaName, StringComparer.Ordinal);
    }

    private static IEnumerable<object> ChoicesOf(WebApiCall call) =>
        call.Session.Platform.Catalog.Choices.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => SdkChoice.Of(c, Language(call)));

    private static int Language(WebApiCall call) => call.Session.Platform.Store.UserLanguage(call.Session.UserId);
}
