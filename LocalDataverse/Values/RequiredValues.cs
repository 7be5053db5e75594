using System;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Values;

/// <summary>
/// Columns the system requires: only SystemRequired binds the service, ApplicationRequired binds forms. Looked at are texts and numbers,
/// since the platform fills choices, owners and links of this level itself.
/// </summary>
internal static class RequiredValues
{
    public static void CheckCreate(TableDefinition table, TableProfile profile, Entity row)
    {
        foreach (var column in profile.Required)
        {
            if (!row.Attributes.TryGetValue(column.LogicalName, out var value) || value is null or "")
            {
                throw Missing(table, column, "Give it a value.");
            }
        }
    }

    public static void CheckUpdate(TableDefinition table, TableProfile profile, Entity row)
    {
        foreach (var column in profile.Required)
        {
            if (row.Attributes.TryGetValue(column.LogicalName, out var value) && value is null or "")
            {
                throw Missing(table, column, "Give it a value, or leave it out to keep the one it has.");
            }
        }
    }

    /// <summary>Whether a column is looked at. Users come from the directory, which is not here, with what it says of them.</summary>
    public static bool IsRequired(TableDefinition table, ColumnDefinition column) =>
        column is { RequiredLevel: RequiredLevel.SystemRequired, IsValidForCreate: true, DefaultValue: null, Type: ColumnType.String or ColumnType.Decimal or ColumnType.Integer }
        && table.LogicalName is not ("systemuser" or "organization" or "asyncoperation");

    private static Exception Missing(TableDefinition table, ColumnDefinition column, string remedy) => Fault.InvalidArgument(
        $"Required field '{column.LogicalName}' is missing: the system requires a value in it on every row of '{table.LogicalName}'. {remedy}");
}
