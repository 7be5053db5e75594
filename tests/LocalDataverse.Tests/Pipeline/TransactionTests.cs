using System;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Pipeline;

public class TransactionTests
{
    private static readonly Guid Task = new("77777777-0000-0000-0000-000000000001");

    [Fact]
    public void A_refusal_after_the_main_operation_takes_everything_back()
    {
        using var org = new TestOrganization();
        Guid lead = default;
        org.On("Create", "lead", Stage.PostOperation, run =>
        {
            lead = run.Context.PrimaryEntityId;
            run.Service.Create(new Entity("task", Task) { ["subject"] = "call" });
            throw new InvalidPluginExecutionException("no");
        });
        Assert.Equal("no", TestOrganization.Fault(() => org.Lead()).Message);
        Assert.Contains("Does Not Exist", TestOrganization.Fault(() => org.Read("lead", lead)).Message, StringComparison.Ordinal);
        Assert.Contains("Does Not Exist", TestOrganization.Fault(() => org.Read("task", Task)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stage_10_of_an_outer_request_wrote_stays_when_the_operation_fails()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PreValidation, run => run.Service.Create(new Entity("task", Task) { ["subject"] = "call" }));
        org.On("Create", "lead", Stage.PreOperation, _ => throw new InvalidPluginExecutionException("no"));
        TestOrganization.Fault(() => org.Lead());
        Assert.Equal("call", org.Read("task", Task).GetAttributeValue<string>("subject"));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    public void A_failed_request_dooms_the_transaction_even_when_the_plug_in_catches_it(int stage)
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", (Stage)stage, run =>
        {
            run.Service.Create(new Entity("task", Task) { ["subject"] = "call" });
            Swallow(() => run.Service.Update(new Entity("task", Guid.NewGuid()) { ["subject"] = "?" }));
        });
        var fault = TestOrganization.Fault(() => org.Lead());
        Assert.Contains("ISV code reduced the open transaction count", fault.Message, StringComparison.Ordinal);
        Assert.Equal(PluginFaults.TransactionCountReduced, fault.ErrorCode);
        TestOrganization.Fault(() => org.Read("task", Task));
    }

    [Fact]
    public void After_a_failed_request_the_transaction_takes_no_other()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PreOperation, run =>
        {
            Swallow(() => run.Service.Retrieve("task", Guid.NewGuid(), new Microsoft.Xrm.Sdk.Query.ColumnSet(true)));
            run.Service.Create(new Entity("task") { ["subject"] = "call" });
        });
        var fault = TestOrganization.Fault(() => org.Lead());
        Assert.StartsWith("There is no active transaction.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(PluginFaults.NoActiveTransaction, fault.ErrorCode);
    }

    [Fact]
    public void A_failed_request_two_levels_down_dooms_all_of_them()
    {
        using var org = new TestOrganization();
        org.On("Create", "task", Stage.PostOperation, _ => throw new InvalidPluginExecutionException("inner"));
        org.On("Create", "lead", Stage.PostOperation, run => Swallow(() => run.Service.Create(new Entity("task") { ["subject"] = "call" })));
        Assert.Contains("open transaction count", TestOrganization.Fault(() => org.Lead()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_a_transaction_a_plug_in_may_catch_a_failed_request()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PreValidation, run => Swallow(() => run.Service.Update(new Entity("task", Guid.NewGuid()) { ["subject"] = "?" })));
        Assert.Equal("Martin", org.Read("lead", org.Lead()).GetAttributeValue<string>("lastname"));
    }

    [Fact]
    public void After_a_failure_the_next_request_works()
    {
        using var org = new TestOrganization();
        var fail = true;
        org.On("Create", "lead", Stage.PostOperation, _ =>
        {
            if (fail)
            {
                throw new InvalidPluginExecutionException("no");
            }
        });
        TestOrganization.Fault(() => org.Lead());
        fail = false;
        Assert.Equal("Martin", org.Read("lead", org.Lead()).GetAttributeValue<string>("lastname"));
    }

    [Fact]
    public void ExecuteTransaction_keeps_all_or_none_and_says_which_failed()
    {
        using var org = new TestOrganization();
        var request = new ExecuteTransactionRequest
        {
            Requests =
            [
                new CreateRequest { Target = new Entity("task", Task) { ["subject"] = "call" } },
                new UpdateRequest { Target = new Entity("task", Guid.NewGuid()) { ["subject"] = "?" } },
            ],
        };
        var fault = Assert.IsType<ExecuteTransactionFault>(TestOrganization.Fault(() => org.Service.Execute(request)));
        Assert.Equal(1, fault.FaultedRequestIndex);
        TestOrganization.Fault(() => org.Read("task", Task));
    }

    [Fact]
    public void ExecuteMultiple_keeps_what_succeeded_and_reports_what_failed()
    {
        using var org = new TestOrganization();
        var response = (ExecuteMultipleResponse)org.Service.Execute(new ExecuteMultipleRequest
        {
            Settings = new ExecuteMultipleSettings { ContinueOnError = true, ReturnResponses = true },
            Requests =
            [
                new UpdateRequest { Target = new Entity("task", Guid.NewGuid()) { ["subject"] = "?" } },
                new CreateRequest { Target = new Entity("task", Task) { ["subject"] = "call" } },
            ],
        });
        Assert.True(response.IsFaulted);
        Assert.Contains("Does Not Exist", response.Responses[0].Fault.Message, StringComparison.Ordinal);
        Assert.Equal(Task, ((CreateResponse)response.Responses[1].Response).id);
        Assert.Equal("call", org.Read("task", Task).GetAttributeValue<string>("subject"));
    }

    [Fact]
    public void ExecuteMultiple_stops_at_the_first_failure_when_asked_to()
    {
        using var org = new TestOrganization();
        var response = (ExecuteMultipleResponse)org.Service.Execute(new ExecuteMultipleRequest
        {
            Settings = new ExecuteMultipleSettings { ContinueOnError = false, ReturnResponses = true },
            Requests =
            [
                new UpdateRequest { Target = new Entity("task", Guid.NewGuid()) { ["subject"] = "?" } },
                new CreateRequest { Target = new Entity("task", Task) { ["subject"] = "call" } },
            ],
        });
        Assert.Equal(0, Assert.Single(response.Responses).RequestIndex);
        TestOrganization.Fault(() => org.Read("task", Task));
    }

    [Fact]
    public void CreateMultiple_takes_every_row_through_the_steps_and_keeps_all_or_none()
    {
        using var org = new TestOrganization();
        org.On("Create", "task", Stage.PreOperation, run =>
        {
            org.Log.Add((string)run.Target["subject"]);
            if (org.Log.Count == 3)
            {
                throw new InvalidPluginExecutionException("enough");
            }
        });
        var rows = new EntityCollection([new Entity("task", Task) { ["subject"] = "1" }, new Entity("task") { ["subject"] = "2" }]) { EntityName = "task" };
        var ids = ((CreateMultipleResponse)org.Service.Execute(new CreateMultipleRequest { Targets = rows })).Ids;
        Assert.Equal(2, ids.Length);
        org.Service.Delete("task", Task);
        Assert.Equal("enough", TestOrganization.Fault(() => org.Service.Execute(new CreateMultipleRequest { Targets = rows })).Message);
        TestOrganization.Fault(() => org.Read("task", Task));
    }

    private static void Swallow(Action action)
    {
        try
        {
            action();
        }
        catch (FaultException<OrganizationServiceFault>)
        {
            // What these tests are about: a plug-in that goes on.
        }
    }
}
