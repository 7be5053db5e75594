using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse;
using Smarketing.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Pipeline;

/// <summary>A clock that stands still until told otherwise.</summary>
public sealed class StillClock(DateTime now) : TimeProvider
{
    public DateTime Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => new(Now, TimeSpan.Zero);
}

/// <summary>A plug-in made of a few lines in the test that uses it.</summary>
internal sealed class InlinePlugin(Action<PluginRun> body) : IPlugin
{
    public void Execute(IServiceProvider serviceProvider) => body(new PluginRun(serviceProvider));
}

/// <summary>What a plug-in usually fetches from its service provider.</summary>
internal sealed class PluginRun(IServiceProvider services)
{
    public IPluginExecutionContext4 Context { get; } = (IPluginExecutionContext4)services.GetService(typeof(IPluginExecutionContext4))!;

    public Entity Target => (Entity)Context.InputParameters["Target"];

    public IOrganizationService Service => Factory.CreateOrganizationService(Context.UserId);

    public IOrganizationServiceFactory Factory => (IOrganizationServiceFactory)services.GetService(typeof(IOrganizationServiceFactory))!;

    public ITracingService Tracing => (ITracingService)services.GetService(typeof(ITracingService))!;
}

/// <summary>An organisation in memory, with steps registered in process.</summary>
internal sealed class TestOrganization : IDisposable
{
    public static readonly DateTime Start = new(2026, 3, 2, 9, 30, 0, DateTimeKind.Utc);

    private int _registered;

    public TestOrganization(string? file = null, DateTime? now = null)
    {
        Clock = new StillClock(now ?? Start);
        Organization = LocalOrganization.Open(new LocalOrganizationOptions { DatabaseFile = file, Clock = Clock });
        Service = Organization.CreateService();
    }

    public StillClock Clock { get; }

    public LocalOrganization Organization { get; }

    public IOrganizationService Service { get; }

    public List<string> Log { get; } = [];

    public void Dispose() => Organization.Dispose();

    public StepDefinition On(
        string message,
        string? table,
        Stage stage,
        Action<PluginRun> body,
        bool isAsync = false,
        int rank = 1,
        string? name = null,
        string[]? filtering = null,
        ImageDefinition[]? images = null,
        Guid? id = null,
        bool deletesSucceededJobs = false)
    {
        var step = new StepDefinition
        {
            Id = id ?? Guid.NewGuid(),
            Name = name ?? $"step {++_registered:000}",
            Message = message,
            Table = table,
            Stage = stage,
            IsAsync = isAsync,
            DeletesSucceededJobs = deletesSucceededJobs,
            Rank = rank,
            FilteringColumns = filtering?.ToFrozenSet(StringComparer.Ordinal),
            Images = images ?? [],
            Plugin = new PluginFactory("Tests.Inline", (_, _) => new InlinePlugin(body)),
        };
        Organization.Platform.Steps.Add(step);
        return step;
    }

    public Guid Lead(string last = "Martin", params (string Column, object? Value)[] values)
    {
        var lead = new Entity("lead") { ["lastname"] = last };
        foreach (var (column, value) in values)
        {
            lead[column] = value;
        }

        return Service.Create(lead);
    }

    public Entity Read(string table, Guid id) => Service.Retrieve(table, id, new Microsoft.Xrm.Sdk.Query.ColumnSet(true));

    public int Count(string table) =>
        Service.RetrieveMultiple(new Microsoft.Xrm.Sdk.Query.QueryExpression(table)).Entities.Count;

    public static OrganizationServiceFault Fault(Action action) =>
        Assert.Throws<FaultException<OrganizationServiceFault>>(action).Detail;
}
