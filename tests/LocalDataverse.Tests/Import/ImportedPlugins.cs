using System;
using Microsoft.Xrm.Sdk;

// Public, because the importer takes them out of this very assembly as if it were a plug-in assembly in a zip.
namespace Smarketing.Tests.LocalDataverse.Import;

public sealed class Stamp : IPlugin
{
    private readonly string _configuration;

    public Stamp(string configuration) => _configuration = configuration;

    public void Execute(IServiceProvider serviceProvider)
    {
        var context = (IPluginExecutionContext)serviceProvider.GetService(typeof(IPluginExecutionContext))!;
        ((Entity)context.InputParameters["Target"])["mini_note"] = $"stamped by {_configuration}";
    }
}

public sealed class Follow : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        var context = (IPluginExecutionContext)serviceProvider.GetService(typeof(IPluginExecutionContext))!;
        var factory = (IOrganizationServiceFactory)serviceProvider.GetService(typeof(IOrganizationServiceFactory))!;
        factory.CreateOrganizationService(context.UserId).Create(new Entity("task")
        {
            ["subject"] = $"Follow {context.PostEntityImages["post"].GetAttributeValue<string>("mini_name")}",
        });
    }
}

public sealed class Twice : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        var context = (IPluginExecutionContext)serviceProvider.GetService(typeof(IPluginExecutionContext))!;
        context.OutputParameters["Result"] = 2 * (int)context.InputParameters["Number"];
    }
}

public sealed class NotAPlugin;
