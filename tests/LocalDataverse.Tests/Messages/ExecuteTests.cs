using System;
using System.Linq;
using System.ServiceModel;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Messages;

public sealed class ExecuteTests : IDisposable
{
    private readonly TestOrganization _org = new();

    public void Dispose() => _org.Dispose();

    [Theory]
    [InlineData(true, true, 6, 2)]
    [InlineData(false, true, 3, 1)]
    [InlineData(true, false, 2, 2)]
    [InlineData(false, false, 1, 1)]
    public void ExecuteMultiple_answers_as_asked(bool continues, bool returns, int items, int faults)
    {
        var requests = new OrganizationRequestCollection();
        requests.AddRange(Enumerable.Range(0, 6).Select(OrganizationRequest (i) => i is 2 or 4 ? Failing() : Task()));
        var response = Multiple(requests, continues, returns);
        Assert.True(response.IsFaulted);
        Assert.Equal((items, faults), (response.Responses.Count, response.Responses.Count(r => r.Fault is not null)));
        Assert.Equal(2, response.Responses.First(r => r.Fault is not null).RequestIndex);
    }

    [Fact]
    public void ExecuteMultiple_takes_a_thousand_requests_and_says_so_when_there_are_more()
    {
        OrganizationRequestCollection Many(int count)
        {
            var requests = new OrganizationRequestCollection();
            requests.AddRange(Enumerable.Range(0, count).Select(_ => new WhoAmIRequest()));
            return requests;
        }

        Assert.Equal(1000, Multiple(Many(1000), true, true).Responses.Count);
        var fault = TestOrganization.Fault(() => Multiple(Many(1001), true, true));
        Assert.Equal(1000, fault.ErrorDetails["MaxBatchSize"]);
        Assert.Contains("at most 1000", TestOrganization.Fault(() => _org.Service.Execute(new ExecuteTransactionRequest { Requests = Many(1001) })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_in_a_batch_is_a_fault_of_that_item()
    {
        var response = Multiple([new ExecuteMultipleRequest { Requests = [], Settings = new ExecuteMultipleSettings() }, Task()], true, true);
        Assert.Contains("cannot carry another", response.Responses[0].Fault.Message, StringComparison.Ordinal);
        Assert.NotNull(response.Responses[1].Response);
    }

    [Fact]
    public void A_transaction_in_a_batch_stands_or_falls_alone()
    {
        var response = Multiple([new ExecuteTransactionRequest { Requests = [Task(), Failing()] }, Task()], true, true);
        Assert.Equal(1, Assert.IsType<ExecuteTransactionFault>(response.Responses[0].Fault).FaultedRequestIndex);
        Assert.Equal(1, _org.Count("task"));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 0)]
    public void ExecuteTransaction_returns_answers_when_asked(bool returns, int count)
    {
        var response = (ExecuteTransactionResponse)_org.Service.Execute(new ExecuteTransactionRequest { Requests = [Task(), Task()], ReturnResponses = returns });
        Assert.Equal(count, response.Responses.Count);
    }

    [Fact]
    public void ExecuteTransaction_carries_neither_a_batch_nor_a_transaction()
    {
        foreach (var request in new OrganizationRequest[] { new ExecuteMultipleRequest { Requests = [] }, new ExecuteTransactionRequest { Requests = [] } })
        {
            var fault = Assert.IsType<ExecuteTransactionFault>(TestOrganization.Fault(() => _org.Service.Execute(new ExecuteTransactionRequest { Requests = [Task(), request] })));
            Assert.Equal(1, fault.FaultedRequestIndex);
            Assert.Contains($"cannot carry {request.RequestName}", fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, _org.Count("task"));
    }

    [Fact]
    public void Inside_a_plug_in_the_first_failure_of_a_batch_dooms_the_transaction()
    {
        _org.On("Create", "lead", Stage.PostOperation, run =>
        {
            var response = (ExecuteMultipleResponse)run.Service.Execute(new ExecuteMultipleRequest
            {
                Requests = [Task(), Failing(), Task()],
                Settings = new ExecuteMultipleSettings { ContinueOnError = true, ReturnResponses = true },
            });
            _org.Log.AddRange(response.Responses.Select(r => r.Fault?.Message[..10] ?? "done"));
        });
        Assert.Equal(PluginFaults.TransactionCountReduced, TestOrganization.Fault(() => _org.Lead()).ErrorCode);
        Assert.Equal(["done", "task With ", "There is n"], _org.Log);
        Assert.Equal(0, _org.Count("task"));
    }

    [Fact]
    public void Steps_on_Assign_run_for_Assign_together_with_those_of_Update_and_not_for_an_Update()
    {
        var id = _org.Lead();
        var owner = new EntityReference("systemuser", _org.Organization.AdministratorId);
        _org.On("Assign", "lead", Stage.PreOperation, run => _org.Log.Add($"assign {((EntityReference)run.Context.InputParameters["Assignee"]).Id == owner.Id} {run.Context.Depth} {run.Context.PrimaryEntityId == id}"));
        _org.On("Update", "lead", Stage.PostOperation, run => _org.Log.Add($"update {run.Context.Depth}"), filtering: ["ownerid"]);
        _org.Service.Execute(new AssignRequest { Target = new EntityReference("lead", id), Assignee = owner });
        _org.Service.Update(new Entity("lead", id) { ["ownerid"] = owner });
        Assert.Equal(["assign True 1 True", "update 1", "update 1"], _org.Log);
    }

    [Fact]
    public void Steps_on_SetState_run_around_the_Update_and_may_refuse_it()
    {
        var id = _org.Lead();
        var image = new[] { new ImageDefinition("pre", true, false, ["statecode"]) };
        _org.On("SetState", "lead", Stage.PostOperation, run =>
        {
            _org.Log.Add($"was {run.Context.PreEntityImages["pre"].GetAttributeValue<OptionSetValue>("statecode").Value}");
            throw new InvalidPluginExecutionException("no");
        }, images: image);
        _org.On("Update", "lead", Stage.PostOperation, _ => _org.Log.Add("updated"));
        TestOrganization.Fault(() => _org.Service.Execute(new SetStateRequest { EntityMoniker = new EntityReference("lead", id), State = new OptionSetValue(2), Status = new OptionSetValue(-1) }));
        Assert.Equal(["updated", "was 0"], _org.Log);
        Assert.Equal(0, _org.Read("lead", id).GetAttributeValue<OptionSetValue>("statecode").Value);
    }

    private static CreateRequest Task() => new() { Target = new Entity("task") { ["subject"] = "call" } };

    private static UpdateRequest Failing() => new() { Target = new Entity("task", Guid.NewGuid()) { ["subject"] = "?" } };

    private ExecuteMultipleResponse Multiple(OrganizationRequestCollection requests, bool continues, bool returns) =>
        (ExecuteMultipleResponse)_org.Service.Execute(new ExecuteMultipleRequest
        {
            Requests = requests,
            Settings = new ExecuteMultipleSettings { ContinueOnError = continues, ReturnResponses = returns },
        });
}
