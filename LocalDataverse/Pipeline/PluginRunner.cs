using System;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Xrm.Sdk;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>Runs one plug-in once and turns its failure into what the platform's callers expect.</summary>
internal static class PluginRunner
{
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a plug-in throws has to reach the caller as a fault.")]
    public static void Run(Platform platform, IPlugin plugin, PluginContext context, string typeName)
    {
        var services = new StepServices(platform, context, typeName);
        try
        {
            plugin.Execute(services);
        }
        catch (Exception exception)
        {
            services.Trace(exception.ToString());
            var fault = PluginFaults.From(exception, typeName);
            if (ReferenceEquals(fault, exception))
            {
                throw;
            }

            throw fault;
        }

        if (context.Mode == 0 && context.Operation.Work is { IsDoomed: true })
        {
            throw PluginFaults.TransactionReduced();
        }
    }
}
