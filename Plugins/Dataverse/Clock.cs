using System;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse;

/// <summary>The one door to the time: the platform's own, so that every step of one operation sees the same instant.</summary>
internal static class Clock
{
    /// <summary>When the operation was asked for, in UTC.</summary>
    public static DateTime Of(IExecutionContext context) => Utc(context.OperationCreatedOn);

    /// <summary>The platform hands out UTC, sometimes without saying so.</summary>
    public static DateTime Utc(DateTime value) => value.Kind == DateTimeKind.Local
        ? value.ToUniversalTime()
        : DateTime.SpecifyKind(value, DateTimeKind.Utc);
}
