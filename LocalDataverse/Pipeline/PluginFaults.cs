using System;
using System.Globalization;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Tracing;

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

    public static Exception Timeout(string? typeName) => Fault.Of(ErrorCodes.PluginTimeout,
        $"Didn't receive a response from the {typeName} plug-in within the 2:20-minute limit. A plug-in may run two minutes, the requests it sends included: do less in one run, or do it asynchronously in several.");

    /// <summary>Says where a fault comes from, as the platform does; the innermost plug-in counts.</summary>
    public static void Describe(OrganizationServiceFault fault, IPlugin plugin, PluginContext context, TraceBlock block)
    {
        var type = plugin.GetType();
        var details = fault.ErrorDetails;
        if (!details.Contains("ApiExceptionSourceKey"))
        {
            details["ApiExceptionSourceKey"] = $"Plugin/{context.TypeName}";
            details["ApiDepthKey"] = context.Depth.ToString(CultureInfo.InvariantCulture);
            details["ApiActivityIdKey"] = context.CorrelationId.ToString("D");
            if (context.Step is { } step)
            {
                details["ApiStepKey"] = step.Id.ToString("D");
            }
        }

        if (!block.IsEmpty)
        {
            fault.TraceText = $"{fault.TraceText}\r\n[{type.Assembly.GetName().Name}: {context.TypeName}]\r\n[{context.Step?.Id.ToString("D") ?? context.MessageName}: {context.Step?.Name ?? context.MessageName}]\r\n{block}\r\n";
        }
    }

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
        fault.ErrorDetails["SubErrorCode"] = refusal.HResult.ToString(CultureInfo.InvariantCulture);
        if (refusal.HttpStatus != PluginHttpStatusCode.NotSet)
        {
            fault.ErrorDetails["ApiExceptionHttpStatusCode"] = ((int)refusal.HttpStatus).ToString(CultureInfo.InvariantCulture);
        }

        foreach (var detail in refusal.ExceptionDetails)
        {
            fault.ErrorDetails[detail.Key] = detail.Value;
        }

        return new FaultException<OrganizationServiceFault>(fault, new FaultReason(message));
    }
}
