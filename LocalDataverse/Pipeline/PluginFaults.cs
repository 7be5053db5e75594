using System;
using System.Globalization;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>What a caller gets to see when a plug-in fails.</summary>
internal static class PluginFaults
{
    /// <summary>0x80040265: a plug-in refused the operation.</summary>
    public const int PluginAborted = -2147220891;

    /// <summary>0x80040224: a plug-in failed in a way it did not foresee.</summary>
    public const int UnexpectedError = -2147220956;

    /// <summary>0x80040251: a request after a failed one in the same transaction.</summary>
    public const int NoActiveTransaction = -2147220911;

    /// <summary>0x8009000C: a plug-in hid a failed request and ended as if nothing had happened.</summary>
    public const int TransactionCountReduced = -2146893812;

    public static Exception From(Exception exception, string typeName) => exception switch
    {
        FaultException<OrganizationServiceFault> fault => fault,
        InvalidPluginExecutionException refusal => Refusal(refusal),
        _ => Fault.Of(UnexpectedError, string.Create(CultureInfo.InvariantCulture,
            $"An unexpected error occurred from ISV code. (ErrorType = ClientError) Unexpected exception from plug-in (Execute): {typeName}: {exception.GetType().FullName}: {exception.Message}")),
    };

    public static Exception NoTransaction() => Fault.Of(NoActiveTransaction,
        "There is no active transaction. This error is usually caused by custom plug-ins that ignore errors from service calls and continue processing.");

    public static Exception TransactionReduced() => Fault.Of(TransactionCountReduced,
        "ISV code reduced the open transaction count. Custom plug-ins should not catch exceptions from OrganizationService calls and continue processing.");

    public static Exception Loop(string message, string? table, int depth) => Fault.Of(PluginAborted, string.Create(CultureInfo.InvariantCulture,
        $"This workflow job was canceled because the workflow that started it included an infinite loop. Correct the workflow logic and try again. {message} of {table ?? "none"} would be depth {depth}, the limit is {Dispatcher.MaximumDepth}: let the steps filter on columns, or stop when nothing changes."));

    private static FaultException<OrganizationServiceFault> Refusal(InvalidPluginExecutionException refusal)
    {
        var message = refusal.Message ?? string.Empty;
        var fault = new OrganizationServiceFault
        {
            ErrorCode = refusal.ErrorCode != 0 ? refusal.ErrorCode : PluginAborted,
            Message = message,
        };

        // As on the platform; what the plug-in asks for decides what becomes of an asynchronous job.
        fault.ErrorDetails[nameof(OperationStatus)] = ((int)refusal.Status).ToString(CultureInfo.InvariantCulture);
        return new FaultException<OrganizationServiceFault>(fault, new FaultReason(message));
    }
}
