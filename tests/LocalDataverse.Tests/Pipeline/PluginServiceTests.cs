using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.PluginTelemetry;
using Smarketing.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Pipeline;

public sealed class PluginServiceTests : IDisposable
{
    private readonly TestOrganization _org = new();

    public void Dispose() => _org.Dispose();

    [Fact]
    public void The_context_answers_to_all_its_interfaces()
    {
        Run(services =>
        {
            foreach (var type in new[] { typeof(IExecutionContext), typeof(IPluginExecutionContext), typeof(IPluginExecutionContext2), typeof(IPluginExecutionContext3), typeof(IPluginExecutionContext4), typeof(IPluginExecutionContext5), typeof(IPluginExecutionContext6), typeof(IPluginExecutionContext7) })
            {
                Assert.IsType(type, services.GetService(type), exactMatch: false);
            }

            var context = (IPluginExecutionContext7)services.GetService(typeof(IPluginExecutionContext7))!;
            Assert.False(context.IsApplicationUser);
            Assert.Equal(_org.Organization.OrganizationId.ToString(), context.EnvironmentId);
        });
    }

    [Fact]
    public void What_is_logged_stands_among_the_traces()
    {
        Run(services =>
        {
            var logger = (ILogger)services.GetService(typeof(ILogger))!;
            logger.LogWarning("late by {days}", 3);
            logger.LogMetric("leads", 7);
            Assert.True(logger.IsEnabled(LogLevel.Debug));
        });
        Assert.Equal(["[Warning] late by {days} (3)", "[Metric] leads = 7"], _org.Organization.Traces.Select(t => t.Text));
    }

    [Fact]
    public void Services_with_nothing_behind_them_are_there_and_refuse_by_name()
    {
        Run(services =>
        {
            var bus = (IServiceEndpointNotificationService)services.GetService(typeof(IServiceEndpointNotificationService))!;
            var identity = (IManagedIdentityService)services.GetService(typeof(IManagedIdentityService))!;
            Assert.Contains("IServiceEndpointNotificationService", TestOrganization.Fault(() => bus.Execute(new EntityReference("serviceendpoint", Guid.Empty), null)).Message, StringComparison.Ordinal);
            Assert.Contains("IManagedIdentityService", TestOrganization.Fault(() => identity.AcquireToken(new List<string>())).Message, StringComparison.Ordinal);
            Assert.Null(services.GetService(typeof(string)));
        });
    }

    [Fact]
    public void A_refusal_says_its_status_its_place_and_its_details()
    {
        var step = _org.On("Create", "lead", Stage.PreOperation, _ => throw new InvalidPluginExecutionException("no", PluginHttpStatusCode.Conflict, new Dictionary<string, string> { ["field"] = "lastname" }));
        var details = TestOrganization.Fault(() => _org.Lead()).ErrorDetails;
        Assert.Equal(("0", "409", "lastname"), (details["OperationStatus"], details["ApiExceptionHttpStatusCode"], details["field"]));
        Assert.Equal(("Plugin/Tests.Inline", step.Id.ToString(), "1"), (details["ApiExceptionSourceKey"], details["ApiStepKey"], details["ApiDepthKey"]));
    }

    private void Run(Action<IServiceProvider> body)
    {
        _org.Organization.Platform.Steps.Add(new StepDefinition
        {
            Id = Guid.NewGuid(),
            Name = "services",
            Message = "Create",
            Table = "lead",
            Stage = Stage.PreOperation,
            Plugin = new PluginFactory("Tests.Services", (_, _) => new ServicePlugin(body)),
        });
        _org.Lead();
    }

    private sealed class ServicePlugin(Action<IServiceProvider> body) : IPlugin
    {
        public void Execute(IServiceProvider serviceProvider) => body(serviceProvider);
    }
}
