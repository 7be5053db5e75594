using System;
using System.Text.Json;
using Microsoft.Crm.Sdk.Messages;

namespace Smarketing.LocalDataverse.WebApi.Operations;

/// <summary>Rights and privileges in JSON: by their names.</summary>
internal static class AccessValues
{
    /// <summary>Reads <c>"ReadAccess, WriteAccess"</c>; null when it is none.</summary>
    public static AccessRights? Rights(JsonElement json) => Named<AccessRights>(json);

    /// <summary>Reads the depth and the id of a privilege; null when they are none.</summary>
    public static RolePrivilege? Privilege(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("Depth", out var depth) && Named<PrivilegeDepth>(depth) is { } how
        && json.TryGetProperty("PrivilegeId", out var id) && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out var privilege)
            ? new RolePrivilege(how, privilege, json.TryGetProperty("BusinessUnitId", out var unit) && unit.ValueKind == JsonValueKind.String && unit.TryGetGuid(out var business) ? business : Guid.Empty)
            : null;

    /// <summary>Writes a privilege.</summary>
    public static void Write(Utf8JsonWriter json, RolePrivilege privilege)
    {
        json.WriteStartObject();
        json.WriteString("Depth", privilege.Depth.ToString());
        json.WriteString("PrivilegeId", privilege.PrivilegeId);
        json.WriteString("BusinessUnitId", privilege.BusinessUnitId);
        json.WriteString("PrivilegeName", privilege.PrivilegeName);
        json.WriteEndObject();
    }

    private static T? Named<T>(JsonElement json)
        where T : struct, Enum =>
        json.ValueKind == JsonValueKind.String && json.GetString() is { Length: > 0 } text && !char.IsAsciiDigit(text[0]) && text[0] != '-' && Enum.TryParse<T>(text, out var value) ? value : null;
}
