using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.PluginTelemetry;
using Smarketing.LocalDataverse.Tracing;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>The service provider handed to one plug-in run.</summary>
internal sealed class StepServices(Platform platform, PluginContext context, string typeName)
    : IServiceProvider, IOrganizationServiceFactory, ITracingService
{
    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(IPluginExecutionContext) || serviceType == typeof(IExecutionContext)
            || serviceType == typeof(IPluginExecutionContext2) || serviceType == typeof(IPluginExecutionContext3)
            || serviceType == typeof(IPluginExecutionContext4) || serviceType == typeof(IPluginExecutionContext5)
            || serviceType == typeof(IPluginExecutionContext6) || serviceType == typeof(IPluginExecutionContext7))
        {
            return context;
        }

        if (serviceType == typeof(IOrganizationServiceFactory) || serviceType == typeof(ITracingService))
        {
            return this;
        }

        if (serviceType == typeof(ILogger))
        {
            return new PluginLogger(Note);
        }

        return serviceType == typeof(IServiceEndpointNotificationService) || serviceType == typeof(IManagedIdentityService) ? new AbsentServices() : null;
    }

    /// <summary>What the plug-in traced in this run.</summary>
    public TraceBlock Block { get; } = new();

    /// <summary>A service that acts for the user; null is SYSTEM, the empty id is the user the step runs for.</summary>
    public IOrganizationService CreateOrganizationService(Guid? userId)
    {
        var user = userId is null ? platform.System.SystemUserId : userId == Guid.Empty ? context.UserId : userId.Value;
        var operation = context.Operation;
        return new PlatformService(platform, new RequestScope(
            user,
            operation.InitiatingUserId,
            operation.Origin == RequestOrigin.AsyncJob || context.Mode == 1 ? RequestOrigin.AsyncJob : RequestOrigin.SyncPlugin,
            operation.Depth,
            operation.CorrelationId,
            context,
            context.Mode == 1 ? null : operation.Work));
    }

    public void Trace(string format, params object[] args)
    {
        string text;
        try
        {
            text = args is { Length: > 0 } ? string.Format(CultureInfo.InvariantCulture, format ?? string.Empty, args) : format ?? string.Empty;
        }
        catch (FormatException)
        {
            // A trace line with stray braces is still worth reading.
            text = format ?? string.Empty;
        }

        Block.Add(text);
        Note(text);
    }

    /// <summary>Adds a line to the traces of the organisation, not to those of the plug-in.</summary>
    public void Note(string text) => platform.Traces.Add(new PlatformTrace(platform.UtcNow, typeName, context.MessageName, context.Operation.TableName ?? string.Empty,
            context.Depth, context.Mode == 1, context.CorrelationId, LongText.Begin(text)));
}
