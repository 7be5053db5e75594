using System;
using System.Diagnostics.CodeAnalysis;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>Runs one plug-in once and turns its failure into what the platform's callers expect.</summary>
internal static class PluginRunner
{
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a plug-in throws has to reach the caller as a fault.")]
    public static void Run(Platform platform, IPlugin plugin, PluginContext context, string typeName)
    {
        var services = new StepServices(platform, context, typeName);
        var startedOn = platform.UtcNow;
        var started = platform.Stopwatch.GetTimestamp();
        Exception? failure = null;
        context.TypeName = typeName;
        context.RunsSince = started;
        try
        {
            plugin.Execute(services);
            PluginTime.Check(platform, context);
            if (context.Mode == 0 && context.Operation.Work is { IsDoomed: true })
            {
                throw PluginFaults.TransactionReduced();
            }
        }
        catch (Exception exception)
        {
            failure = exception;
            services.Note(exception.ToString());
            var fault = PluginFaults.From(exception, typeName);
            if (fault is FaultException<OrganizationServiceFault> { Detail: { } detail })
            {
                PluginFaults.Describe(detail, plugin, context, services.Block);
            }

            if (ReferenceEquals(fault, exception))
            {
                throw;
            }

            throw fault;
        }
        finally
        {
            context.RunsSince = null;
            platform.PluginTraces.Add(context, services.Block, failure, startedOn, platform.Stopwatch.GetElapsedTime(started));
        }
    }
}
