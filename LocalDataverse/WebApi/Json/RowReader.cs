using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Json;

/// <summary>Reads rows written as JSON: values by their columns, lookups by <c>@odata.bind</c>, related rows inside.</summary>
internal sealed class RowReader(WebApiCall call)
{
    private const string Bind = "@odata.bind";

    // Deep enough for whatever belongs together, too shallow to be a trap.
    private const int Deepest = 10;

    /// <summary>Reads one row.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="json">The object.</param>
    /// <param name="canNest">Whether related rows may stand inside, as in a create.</param>
    /// <param name="depth">How many rows are around it.</param>
    public Entity Read(TableModel table, JsonElement json, bool canNest, int depth = 0)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw WebApiException.Payload($"A row of '{table.Name}' is written as a JSON object, not as {json.ValueKind}.");
        if (depth > Deepest)
            throw WebApiException.Payload("Rows stand in rows more than 10 levels deep. Create them one after the other.");
        var row = new Entity(table.Name);
        foreach (var property in json.EnumerateObject())
            Take(table, row, property, canNest, depth);
        return row;
    }

    private void Take(TableModel table, Entity row, JsonProperty property, bool canNest, int depth)
    {
        var name = property.Name;
        var at = name.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            // Annotations that an answer carried may come back; they say nothing new.
            if (at > 0 && name.AsSpan(at).SequenceEqual(Bind))
                TakeBind(table, row, name[..at], property.Value);
            return;
        }

        if (table.Properties.TryGetValue(name, out var column))
        {
            // What lookups show is read-only and ignored like every read-only property, so that a row that was read can be sent back.
            if (!column.IsLookup)
                row[column.LogicalName] = ValueReader.Read(table, column, property.Value);
        }
        else if (table.TryNavigation(name, out var navigation))
        {
            TakeRelated(table, row, navigation, property.Value, canNest, depth);
        }
        else if (table.Table.TryColumn(name, out column) && !column.IsLookup && column.Type is not ColumnType.PartyList && !column.IsValidForRead)
        {
            row[name] = ValueReader.Read(table, column, property.Value);
        }
        else
        {
            throw WebApiException.Payload(
                $"The property '{name}' does not exist on type '{table.TypeName}'. Make sure to only use property names that are defined by the type.{table.Hint(name)}");
        }
    }

    private void TakeBind(TableModel table, Entity row, string name, JsonElement value)
    {
        if (!table.TryNavigation(name, out var navigation))
        {
            throw WebApiException.Payload(
                $"An undeclared property '{name}' which only has property annotations in the payload but no property value was found in the payload. '{table.TypeName}' has no navigation property of that name.{table.Hint(name)}");
        }

        if (navigation.Kind == NavigationKind.Single)
        {
            row[navigation.Column] = value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => Reference(navigation, value.GetString()!),
                _ => throw WebApiException.Payload($"'{name}{Bind}' takes the address of a row as text."),
            };
            return;
        }

        if (value.ValueKind != JsonValueKind.Array || !value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String))
            throw WebApiException.Payload($"'{name}{Bind}' leads to several rows and takes a list of addresses.");
        throw WebApiException.NotSupported($"'{name}{Bind}', which links existing rows while another is written", $"Link them afterwards: POST {table.SetName}(id)/{name}/$ref.");
    }

    private EntityReference Reference(NavigationProperty navigation, string address)
    {
        var reference = RowAddress.ReadReference(call, address);
        return navigation.LeadsTo(reference.LogicalName)
            ? reference
            : throw WebApiException.Payload($"'{navigation.Name}' leads to {string.Join(" or ", navigation.Targets)}, but '{address}' is a row of '{reference.LogicalName}'.");
    }

    private void TakeRelated(TableModel table, Entity row, NavigationProperty navigation, JsonElement value, bool canNest, int depth)
    {
        if (navigation.Kind == NavigationKind.Single && value.ValueKind == JsonValueKind.Null)
        {
            row[navigation.Column] = null;
            return;
        }

        if (navigation is { Kind: NavigationKind.Collection, Target: "activityparty", Column: "activityid" })
        {
            PartyReader.Take(this, call.Model.Table("activityparty"), table, row, value);
            return;
        }

        if (!canNest)
            throw WebApiException.Payload($"'{navigation.Name}' holds rows of '{navigation.Target}'. Related rows can stand inside a row that is created, not inside one that is changed: change them one by one, or in a $batch.");
        if (navigation.Relationship is not { } schemaName || navigation.Targets.Count > 1)
            throw WebApiException.Payload($"'{navigation.Name}' cannot hold a new row. Use '{navigation.Name}{Bind}'.");
        var relationship = new Relationship(schemaName);
        if (table.Name == navigation.Target)
            relationship.PrimaryEntityRole = navigation.Kind == NavigationKind.Single || !navigation.IsFirst ? EntityRole.Referencing : EntityRole.Referenced;
        var target = call.Model.Table(navigation.Target);
        var isList = value.ValueKind == JsonValueKind.Array;
        if (isList != (navigation.Kind != NavigationKind.Single))
            throw WebApiException.Payload($"'{navigation.Name}' takes {(isList ? "one row as an object" : "a list of rows")}.");
        var rows = isList ? value.EnumerateArray().Select(v => Read(target, v, canNest, depth + 1)).ToList() : [Read(target, value, canNest, depth + 1)];
        row.RelatedEntities[relationship] = new EntityCollection(rows) { EntityName = target.Name };
    }
}
