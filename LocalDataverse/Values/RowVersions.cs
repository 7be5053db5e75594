using System.Globalization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Values;

/// <summary>Optimistic concurrency: an Update or Delete that goes ahead only if nobody has changed the row since it was read.</summary>
internal static class RowVersions
{
    /// <summary>Checks the request in itself. AlwaysOverwrite and Default ask for nothing, whether or not a version is given.</summary>
    public static void CheckRequest(TableDefinition table, OrganizationRequest request, string? rowVersion)
    {
        if (!IsWanted(request.Parameters))
        {
            return;
        }

        if (!table.TryColumn(TableLayout.VersionColumn, out _))
        {
            throw Fault.Of(ErrorCodes.ConcurrencyNotEnabled,
                $"Optimistic concurrency isn't enabled for entity type {table.LogicalName}. The IfVersionMatches value of ConcurrencyBehavior can only be used if optimistic concurrency is enabled. Leave ConcurrencyBehavior at its default.");
        }

        if (string.IsNullOrEmpty(rowVersion))
        {
            throw Fault.Of(ErrorCodes.ConcurrencyVersionNotProvided,
                $"The RowVersion property must be provided when the value of ConcurrencyBehavior is IfVersionMatches. Set the RowVersion that a Retrieve of the row in '{table.LogicalName}' gave.");
        }
    }

    /// <summary>Compares at the main operation, once pre-operation steps had their say.</summary>
    public static void Check(Platform platform, TableDefinition table, Operation operation, string? rowVersion)
    {
        if (rowVersion is null || !IsWanted(operation.Inputs))
        {
            return;
        }

        var current = platform.Store.Find(table.LogicalName, operation.PrimaryEntityId, new ColumnSet(false))
            ?? throw Fault.RowDoesNotExist(table.LogicalName, operation.PrimaryEntityId);
        if (!long.TryParse(rowVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var expected)
            || expected.ToString(CultureInfo.InvariantCulture) != current.RowVersion)
        {
            throw Fault.Of(ErrorCodes.ConcurrencyVersionMismatch,
                $"The version of the existing record doesn't match the RowVersion property provided. The row {operation.PrimaryEntityId:D} of '{table.LogicalName}' is at {current.RowVersion}, not {rowVersion}: retrieve it again and decide anew.");
        }
    }

    private static bool IsWanted(ParameterCollection parameters) =>
        parameters.TryGetValue("ConcurrencyBehavior", out var behavior) && behavior is ConcurrencyBehavior.IfRowVersionMatches;
}
