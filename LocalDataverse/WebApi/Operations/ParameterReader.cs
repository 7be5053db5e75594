using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Json;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Operations;

/// <summary>Reads the JSON of a parameter as the message takes it.</summary>
internal sealed class ParameterReader(WebApiCall call, Operation operation)
{
    /// <summary>The value.</summary>
    /// <exception cref="WebApiException">The JSON is of another type.</exception>
    public object? Read(OperationValue parameter, JsonElement json, TableModel? table = null)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return null;
        return parameter.Kind switch
        {
            ValueKind.Boolean when json.ValueKind is JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
            ValueKind.Integer when IsNumber(json) && json.TryGetInt32(out var number) => number,
            ValueKind.Long when IsNumber(json) && json.TryGetInt64(out var number) => number,
            ValueKind.Decimal when IsNumber(json) && json.TryGetDecimal(out var exact) => exact,
            ValueKind.Double when IsNumber(json) && json.TryGetDouble(out var real) => real,
            ValueKind.Money when IsNumber(json) && json.TryGetDecimal(out var amount) => new Money(amount),
            ValueKind.Choice when IsNumber(json) && json.TryGetInt32(out var option) => new OptionSetValue(option),
            ValueKind.Text when IsText(json) => json.GetString(),
            ValueKind.Id when IsText(json) && json.TryGetGuid(out var id) => id,
            ValueKind.Moment when IsText(json)
                && DateTimeOffset.TryParse(json.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) => moment.UtcDateTime,
            ValueKind.Binary when IsText(json) && json.TryGetBytesFromBase64(out var bytes) => bytes,
            ValueKind.Texts when Items(json) is { } items && items.TrueForAll(IsText) => items.Select(i => i.GetString()!).ToArray(),
            ValueKind.Ids when Items(json) is { } items && items.TrueForAll(i => IsText(i) && i.TryGetGuid(out _)) => items.Select(i => i.GetGuid()).ToArray(),
            ValueKind.Row when json.ValueKind == JsonValueKind.Object => Row(parameter, json, table),
            ValueKind.Rows when Items(json) is { } items => Rows(parameter, items, table),
            ValueKind.Reference when json.ValueKind == JsonValueKind.Object => Reference(parameter, json),
            ValueKind.References when Items(json) is { } items => new EntityReferenceCollection(items.Select(i => Reference(parameter, i)).ToList()),
            ValueKind.MemberIds when Items(json) is { } items => items.Select(i => Reference(parameter, i).Id).ToArray(),
            ValueKind.Rights when AccessValues.Rights(json) is { } rights => rights,
            ValueKind.PrincipalAccess when json.ValueKind == JsonValueKind.Object && json.TryGetProperty("Principal", out var principal)
                && json.TryGetProperty("AccessMask", out var mask) && AccessValues.Rights(mask) is { } rights =>
                new PrincipalAccess { Principal = Reference(parameter, principal), AccessMask = rights },
            ValueKind.RolePrivileges when Items(json) is { } items && items.ConvertAll(AccessValues.Privilege) is var privileges && !privileges.Contains(null) => privileges.ToArray(),
            _ => throw WebApiException.Payload($"The parameter '{parameter.Name}' of '{operation.Name}' is {json.GetRawText() switch { { Length: > 100 } text => text[..100] + "…", var text => text }}; it takes {Describe(parameter.Kind)}."),
        };
    }

    private static bool IsNumber(JsonElement json) => json.ValueKind == JsonValueKind.Number;

    private static bool IsText(JsonElement json) => json.ValueKind == JsonValueKind.String;

    private static List<JsonElement>? Items(JsonElement json) => json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : null;

    private EntityCollection Rows(OperationValue parameter, List<JsonElement> items, TableModel? table)
    {
        var rows = items.ConvertAll(i => Row(parameter, i, table));
        return new EntityCollection(rows) { EntityName = table?.Name ?? rows.Select(r => r.LogicalName).FirstOrDefault() };
    }

    // The type says the table; the id is a value among the others, or the address says it.
    private Entity Row(OperationValue parameter, JsonElement json, TableModel? table)
    {
        var named = TypeOf(parameter, json);
        if (named is not null && table is not null && named.Name != table.Name)
            throw WebApiException.Payload($"A row of '{parameter.Name}' is a '{named.Name}'; here rows of '{table.Name}' are taken.");
        table = named ?? table ?? (parameter.Table is { } declared ? call.Model.Table(declared) : null) ?? throw WebApiException.Payload(
            $"The row '{parameter.Name}' of '{operation.Name}' does not say of which type it is. Add \"@odata.type\": \"Microsoft.Dynamics.CRM.account\".");
        var row = new RowReader(call).Read(table, json, canNest: true);
        if (row.Attributes.TryGetValue(table.Table.PrimaryId, out var value) && value is Guid id)
            row.Id = id;
        if (json.TryGetProperty("@odata.id", out var address))
        {
            var reference = RowAddress.ReadReference(call, address.GetString() ?? "");
            row.Id = reference.Id;
            foreach (var key in reference.KeyAttributes)
                row.KeyAttributes[key.Key] = key.Value;
        }

        return row;
    }

    private EntityReference Reference(OperationValue parameter, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            if (json.TryGetProperty("@odata.id", out var address) && IsText(address))
                return RowAddress.ReadReference(call, address.GetString()!);
            if (TypeOf(parameter, json) is { } table && json.TryGetProperty(table.Table.PrimaryId, out var value) && IsText(value) && value.TryGetGuid(out var id))
                return new EntityReference(table.Name, id);
        }

        throw WebApiException.Payload(
            $"'{parameter.Name}' of '{operation.Name}' names a row: {{\"@odata.id\": \"accounts(id)\"}} or {{\"@odata.type\": \"Microsoft.Dynamics.CRM.account\", \"accountid\": \"id\"}}.");
    }

    private TableModel? TypeOf(OperationValue parameter, JsonElement json)
    {
        if (!json.TryGetProperty("@odata.type", out var type) || type.ValueKind != JsonValueKind.String)
            return null;
        var name = type.GetString()!.TrimStart('#');
        name = name.StartsWith(PathSegment.Namespace, StringComparison.Ordinal) ? name[PathSegment.Namespace.Length..] : name;
        return call.Model.Has(name) ? call.Model.Table(name) : throw WebApiException.Payload($"'{parameter.Name}' is of the type '{type.GetString()}', which there is not.");
    }

    private static string Describe(ValueKind kind) => kind switch
    {
        ValueKind.Choice => "the number of an option",
        ValueKind.Moment => "a moment as text, \"2026-03-01T08:00:00Z\"",
        ValueKind.Binary => "bytes in base64",
        ValueKind.Texts => "a list of texts",
        ValueKind.Ids => "a list of ids",
        ValueKind.Row => "a row as an object",
        ValueKind.Rows => "a list of rows",
        ValueKind.Reference => "the address of a row, {\"@odata.id\": \"accounts(id)\"}",
        ValueKind.References or ValueKind.MemberIds => "a list of addresses of rows",
        ValueKind.Rights => "the names of rights, \"ReadAccess, WriteAccess\"",
        ValueKind.PrincipalAccess => "{\"Principal\": {\"@odata.id\": \"systemusers(id)\"}, \"AccessMask\": \"ReadAccess, WriteAccess\"}",
        ValueKind.RolePrivileges => "a list of {\"PrivilegeId\": \"id\", \"Depth\": \"Basic\"}",
        ValueKind.Id => "an id as text",
        _ => $"a value of type {kind}",
    };
}
