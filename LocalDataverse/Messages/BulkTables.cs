using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>Which tables the bulk messages answer for: every table of a solution, and those standard ones that say so.</summary>
internal static class BulkTables
{
    /// <summary>The bulk message whose event a message on one row raises as well; null for the others.</summary>
    public static string? Counterpart(string message) => message switch
    {
        "Create" => "CreateMultiple",
        "Update" => "UpdateMultiple",
        _ => null,
    };

    public static bool IsBulk(string message) => message is "CreateMultiple" or "UpdateMultiple" or "UpsertMultiple";

    public static bool Supports(TableDefinition table, string message) =>
        table.Messages.Count == 0 || table.Messages.Contains(message, StringComparer.Ordinal);

    public static Exception NotSupported(TableDefinition table, string message) => Fault.Of(
        ErrorCodes.MessageNotOnTable,
        $"The '{message}' method does not support entities of type '{table.LogicalName}'. MessageProcessorCache returned MessageProcessor.Empty. Send its rows one by one, in an ExecuteMultiple or an ExecuteTransaction.");
}
