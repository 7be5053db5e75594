using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Pipeline;

public sealed class BypassTests : IDisposable
{
    private readonly TestOrganization _org = new();
    private readonly Guid _first;

    public BypassTests()
    {
        _first = _org.On("Create", "lead", Stage.PreOperation, _ => _org.Log.Add("sync")).Id;
        _org.On("CreateMultiple", "lead", Stage.PostOperation, _ => _org.Log.Add("bulk"));
        _org.On("Create", "lead", Stage.PostOperation, _ => _org.Log.Add("async"), isAsync: true);
    }

    public void Dispose() => _org.Dispose();

    [Theory]
    [InlineData("BypassCustomPluginExecution", true, "async")]
    [InlineData("BypassCustomPluginExecution", false, "sync bulk async")]
    [InlineData("BypassBusinessLogicExecution", "CustomSync", "async")]
    [InlineData("BypassBusinessLogicExecution", "CustomAsync", "sync bulk")]
    [InlineData("BypassBusinessLogicExecution", "CustomSync, CustomAsync", "")]
    [InlineData("SuppressDuplicateDetection", false, "sync bulk async")]
    public void A_request_passes_by_the_logic_it_names(string parameter, object value, string runs)
    {
        Create(parameter, value);
        Assert.Equal(runs, string.Join(' ', _org.Log));
    }

    [Fact]
    public void A_request_passes_by_single_steps()
    {
        Create("BypassBusinessLogicExecutionStepIds", $"{_first}, {Guid.NewGuid()}");
        Assert.Equal("bulk async", string.Join(' ', _org.Log));
    }

    [Theory]
    [InlineData("BypassCustomPluginExecution", "yes", "takes a Boolean")]
    [InlineData("BypassBusinessLogicExecution", "CustomSynch", "'CustomSynch' is not a valid value")]
    [InlineData("BypassBusinessLogicExecution", true, "takes a String")]
    [InlineData("BypassBusinessLogicExecutionStepIds", "first", "is no id")]
    public void A_value_that_makes_no_sense_is_refused(string parameter, object value, string message) =>
        Assert.Contains(message, TestOrganization.Fault(() => Create(parameter, value)).Message, StringComparison.Ordinal);

    [Fact]
    public void At_most_three_steps_are_named()
    {
        string Ids(int count) => string.Join(',', Enumerable.Range(0, count).Select(_ => Guid.NewGuid()));
        Create("BypassBusinessLogicExecutionStepIds", Ids(3));
        Assert.Contains("names 4 steps", TestOrganization.Fault(() => Create("BypassBusinessLogicExecutionStepIds", Ids(4))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rows_of_a_bulk_request_pass_as_the_request_says()
    {
        _org.Service.Execute(new CreateMultipleRequest
        {
            Targets = new EntityCollection([new Entity("lead") { ["lastname"] = "A" }]) { EntityName = "lead" },
            ["BypassBusinessLogicExecution"] = "CustomSync",
        });
        _org.Organization.RunAsyncJobs();
        Assert.Equal(["async"], _org.Log);
    }

    private void Create(string parameter, object value)
    {
        _org.Service.Execute(new CreateRequest { Target = new Entity("lead") { ["lastname"] = "Martin" }, [parameter] = value });
        _org.Organization.RunAsyncJobs();
    }
}
