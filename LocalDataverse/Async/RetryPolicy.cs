using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;

namespace Smarketing.LocalDataverse.Async;

/// <summary>Which failures of a job are tried again, how often and when.</summary>
internal static class RetryPolicy
{
    /// <summary>How often a job is tried again before it counts as failed.</summary>
    public const int MaximumRetries = 3;

    /// <summary>What an error says about what becomes of the job.</summary>
    public static OperationStatus StatusOf(OrganizationServiceFault fault)
    {
        if (fault.ErrorDetails.TryGetValue(nameof(OperationStatus), out var value)
            && int.TryParse(value as string, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            && Enum.IsDefined((OperationStatus)number) && number != 0)
        {
            return (OperationStatus)number;
        }

        return IsTransient(fault.ErrorCode) ? OperationStatus.Retry : OperationStatus.Failed;
    }

    /// <summary>How long a job waits before it is tried again.</summary>
    /// <param name="retries">How often it was tried again before.</param>
    public static TimeSpan Delay(int retries) => TimeSpan.FromMinutes(retries switch
    {
        0 => 1,
        1 => 5,
        _ => 25,
    });

    private static bool IsTransient(int code) => code
        is ErrorCodes.Unexpected // trouble of the database: the platform calls it so
        or unchecked((int)0x80044151) // SqlTimeout
        or unchecked((int)0x80044306) // a network error
        or unchecked((int)0x8004A001) // the server is busy
        or unchecked((int)0x80072321) or unchecked((int)0x80072322) or unchecked((int)0x80072326); // service protection limits
}
