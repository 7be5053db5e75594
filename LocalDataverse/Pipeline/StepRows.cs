using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>
/// What callers may do to the rows of plug-in registrations. They mirror the imported solutions; a step may be switched off and
/// on and told whom to impersonate, everything else is the solution's.
/// </summary>
internal static class StepRows
{
    public const string Table = "sdkmessageprocessingstep";

    private static readonly string[] Changeable = ["statecode", "statuscode", "impersonatinguserid", "sdkmessageprocessingstepid"];

    /// <summary>Whether rows of the table register plug-ins.</summary>
    public static bool IsRegistration(string? table) =>
        table is Table or "sdkmessageprocessingstepimage" or "plugintype" or "pluginassembly" or "customapi";

    /// <summary>Faults when a caller creates or deletes a registration.</summary>
    public static void RefuseTo(string verb, string? table)
    {
        if (IsRegistration(table))
        {
            throw Fault.NotSupported($"to {verb} rows of '{table}'", "Register plug-ins in a solution and import it.");
        }
    }

    /// <summary>Faults when an Update changes what only a solution may.</summary>
    public static void CheckUpdate(Entity target)
    {
        if (!IsRegistration(target.LogicalName))
        {
            return;
        }

        var others = target.Attributes.Select(a => a.Key).Except(Changeable, StringComparer.Ordinal).ToList();
        if (!string.Equals(target.LogicalName, Table, StringComparison.Ordinal) || others.Count > 0)
        {
            throw Fault.NotSupported($"an Update of {string.Join(", ", others)} of '{target.LogicalName}'",
                "Change the solution and import it again. Of a step, statecode and impersonatinguserid may be updated.");
        }
    }
}
