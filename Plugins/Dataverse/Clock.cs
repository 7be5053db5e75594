using System;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse;

/// <summary>The one door to the time: the platform's own, so that every step of one operation sees the same instant.</summary>
internal static class Clock
{
    private const string ModifiedOn = "modifiedon";
    private const string Target = "Target";

    /// <summary>When the operation was asked for, in UTC.</summary>
    /// <exception cref="InvalidPluginExecutionException">The platform does not say.</exception>
    public static DateTime Of(IPluginExecutionContext context) =>
        Known(context.OperationCreatedOn)
        // The moment of a system job; where there is none, the platform has already put the time of the write on the row.
        ?? Known(Written(context))
        ?? throw new InvalidPluginExecutionException("The platform does not say when the operation was asked for.");

    /// <summary>The platform hands out UTC, sometimes without saying so.</summary>
    public static DateTime Utc(DateTime value) => value.Kind == DateTimeKind.Local
        ? value.ToUniversalTime()
        : DateTime.SpecifyKind(value, DateTimeKind.Utc);

    /// <summary>A moment as the platform keeps it: in whole seconds, UTC.</summary>
    public static DateTime Seconds(DateTime moment)
    {
        var utc = Utc(moment);
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond));
    }

    private static DateTime? Known(DateTime? value) => value is { Year: > 1900 } moment ? Utc(moment) : null;

    private static DateTime? Written(IPluginExecutionContext context) =>
        context.InputParameters.Contains(Target) && context.InputParameters[Target] is Entity row
            ? row.GetAttributeValue<DateTime?>(ModifiedOn)
            : null;
}
