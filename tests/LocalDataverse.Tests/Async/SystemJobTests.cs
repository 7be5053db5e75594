using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Async;

/// <summary>What callers see of system jobs and may do to them.</summary>
public sealed class SystemJobTests : IDisposable
{
    private readonly TestOrganization _org = new();

    public void Dispose() => _org.Dispose();

    [Fact]
    public void A_job_that_waits_can_be_read_with_what_it_is_about()
    {
        var step = On(_ => { });
        var lead = _org.Lead();
        var job = Job();
        Assert.Equal(("logs", "Create", "lead", 1), (job["name"], job["messagename"], job["primaryentitytype"], job["depth"]));
        Assert.Equal((0, 0, 0, 1), (State(job), Status(job), job["retrycount"], job.GetAttributeValue<OptionSetValue>("operationtype").Value));
        Assert.Equal((lead, step.Id, _org.Organization.AdministratorId), (
            job.GetAttributeValue<EntityReference>("regardingobjectid").Id,
            job.GetAttributeValue<EntityReference>("owningextensionid").Id,
            job.GetAttributeValue<EntityReference>("ownerid").Id));
        Assert.Equal(TestOrganization.Start, job["createdon"]);
    }

    [Fact]
    public void A_job_sees_itself_in_progress()
    {
        On(run =>
        {
            var job = run.Service.RetrieveMultiple(new QueryExpression("asyncoperation") { ColumnSet = new ColumnSet("statecode", "statuscode", "startedon") }).Entities.Single();
            _org.Log.Add($"{State(job)} {Status(job)} {job.Contains("startedon")}");
        });
        _org.Lead();
        _org.Organization.RunAsyncJobs();
        Assert.Equal(["2 20 True"], _org.Log);
    }

    [Fact]
    public void A_job_that_succeeded_stays_with_its_times_unless_its_step_deletes_it()
    {
        On(_ => _org.Clock.Now = _org.Clock.Now.AddSeconds(90));
        _org.On("Create", "lead", Stage.PostOperation, _ => { }, isAsync: true, deletesSucceededJobs: true, rank: 2);
        _org.Lead();
        Assert.Equal(2, _org.Organization.RunAsyncJobs());
        var job = Job();
        Assert.Equal((3, 30, 90.0), (State(job), Status(job), job["executiontimespan"]));
        Assert.Equal((TestOrganization.Start, TestOrganization.Start.AddSeconds(90)), (job["startedon"], job["completedon"]));
    }

    [Fact]
    public void A_job_that_failed_stays_even_when_its_step_deletes_succeeded_ones()
    {
        _org.On("Create", "lead", Stage.PostOperation, _ => throw new InvalidPluginExecutionException("no"), isAsync: true, deletesSucceededJobs: true);
        _org.Lead();
        _org.Organization.RunAsyncJobs();
        Assert.Equal((3, 31), (State(Job()), Status(Job())));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_canceled_job_never_runs(bool withStatus)
    {
        On(_ => _org.Log.Add("ran"));
        _org.Lead();
        var change = new Entity("asyncoperation", Job().Id) { ["statecode"] = new OptionSetValue(3) };
        if (withStatus)
        {
            change["statuscode"] = new OptionSetValue(32);
        }

        _org.Service.Update(change);
        Assert.Equal(0, _org.Organization.RunAsyncJobs(bringForward: true));
        Assert.Empty(_org.Log);
        Assert.Equal((3, 32, TestOrganization.Start), (State(Job()), Status(Job()), Job()["completedon"]));
    }

    [Fact]
    public void A_cancellation_that_is_rolled_back_cancels_nothing()
    {
        On(_ => _org.Log.Add("ran"));
        _org.Lead();
        _org.On("Update", "asyncoperation", Stage.PostOperation, _ => throw new InvalidPluginExecutionException("no"));
        TestOrganization.Fault(() => _org.Service.Update(new Entity("asyncoperation", Job().Id) { ["statecode"] = new OptionSetValue(3) }));
        Assert.Equal(1, _org.Organization.RunAsyncJobs());
        Assert.Equal(["ran"], _org.Log);
    }

    [Fact]
    public void A_deleted_job_never_runs()
    {
        On(_ => _org.Log.Add("ran"));
        _org.Lead();
        _org.Service.Delete("asyncoperation", Job().Id);
        Assert.Equal(0, _org.Organization.RunAsyncJobs());
        Assert.Empty(_org.Log);
    }

    [Fact]
    public void A_job_may_delete_itself_and_the_others_run()
    {
        On(run =>
        {
            _org.Log.Add("ran");
            var query = new QueryExpression("asyncoperation");
            query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 2);
            run.Service.Delete("asyncoperation", run.Service.RetrieveMultiple(query).Entities.Single().Id);
        });
        _org.Lead("A");
        _org.Lead("B");
        Assert.Equal(2, _org.Organization.RunAsyncJobs());
        Assert.Equal((2, 0), (_org.Log.Count, _org.Count("asyncoperation")));
    }

    [Fact]
    public void A_postponed_job_runs_when_its_time_has_come()
    {
        On(_ => _org.Log.Add("ran"));
        _org.Lead();
        _org.Service.Update(new Entity("asyncoperation", Job().Id) { ["postponeuntil"] = TestOrganization.Start.AddHours(1) });
        _org.Clock.Now = TestOrganization.Start.AddHours(1).AddSeconds(-1);
        Assert.Equal(0, _org.Organization.RunAsyncJobs());
        _org.Clock.Now = TestOrganization.Start.AddHours(1);
        Assert.Equal(1, _org.Organization.RunAsyncJobs());
    }

    [Fact]
    public void A_job_that_waits_for_its_next_attempt_runs_at_once_when_resumed_and_not_twice()
    {
        On(_ =>
        {
            _org.Log.Add("ran");
            if (_org.Log.Count == 1)
            {
                throw new InvalidPluginExecutionException(OperationStatus.Retry, "busy");
            }
        });
        _org.Lead();
        _org.Organization.RunAsyncJobs();
        _org.Service.Execute(new SetStateRequest { EntityMoniker = new EntityReference("asyncoperation", Job().Id), State = new OptionSetValue(0), Status = new OptionSetValue(0) });
        Assert.Equal(1, _org.Organization.RunAsyncJobs());
        _org.Clock.Now = _org.Clock.Now.AddHours(1);
        Assert.Equal(0, _org.Organization.RunAsyncJobs(bringForward: true));
        Assert.Equal(2, _org.Log.Count);
    }

    public static TheoryData<string, int?, int?, uint> Refused => new()
    {
        { "ready", 1, null, 0x80044F01 }, // pause what has not begun
        { "ready", 2, null, 0x80044162 },
        { "ready", 3, 30, 0x80044165 }, // declare success
        { "ready", null, 31, 0x80044165 },
        { "done", 0, null, 0x80044162 }, // run again
        { "done", 3, 32, 0x80044F00 }, // cancel what is over
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Changes_that_make_no_sense_are_refused(string job, int? state, int? status, uint code)
    {
        On(_ => { });
        _org.Lead();
        if (job is "done")
        {
            _org.Organization.RunAsyncJobs();
        }

        var before = Values(Job());
        var change = new Entity("asyncoperation", Job().Id);
        if (state is not null)
        {
            change["statecode"] = new OptionSetValue(state.Value);
        }

        if (status is not null)
        {
            change["statuscode"] = new OptionSetValue(status.Value);
        }

        Assert.Equal(unchecked((int)code), TestOrganization.Fault(() => _org.Service.Update(change)).ErrorCode);
        Assert.Equal(before, Values(Job()));
    }

    [Fact]
    public void Nothing_but_state_and_postponement_can_be_changed_and_no_job_be_made()
    {
        On(_ => { });
        _org.Lead();
        Assert.Contains("'friendlymessage' of a system job cannot be changed",
            TestOrganization.Fault(() => _org.Service.Update(new Entity("asyncoperation", Job().Id) { ["friendlymessage"] = "?" })).Message, StringComparison.Ordinal);
        Assert.Contains("does not support Create of 'asyncoperation'",
            TestOrganization.Fault(() => _org.Service.Create(new Entity("asyncoperation") { ["name"] = "?" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_knows_the_plug_ins_that_set_it_off_with_their_shared_variables()
    {
        Guid operation = default;
        _org.On("Create", "lead", Stage.PostOperation, run =>
        {
            run.Context.SharedVariables["reason"] = "new";
            operation = run.Context.OperationId;
            run.Service.Create(new Entity("task") { ["subject"] = "call" });
        });
        IPluginExecutionContext? seen = null;
        _org.On("Create", "task", Stage.PostOperation, run => seen = run.Context, isAsync: true);
        _org.Lead("Durand");
        _org.Organization.RunAsyncJobs();
        Assert.Equal(("task", 30), (seen!.ParentContext.PrimaryEntityName, seen.ParentContext.Stage));
        var parent = seen.ParentContext.ParentContext;
        Assert.Equal((2, 1, "lead", "new"), (seen.Depth, parent.Depth, parent.PrimaryEntityName, parent.SharedVariables["reason"]));
        Assert.Equal((operation, seen.CorrelationId, 40), (parent.OperationId, parent.CorrelationId, ((IPluginExecutionContext4)parent).Stage));
        Assert.Equal("Durand", ((Entity)parent.InputParameters["Target"])["lastname"]);
        Assert.Null(parent.ParentContext.ParentContext);
    }

    [Fact]
    public void What_a_parent_holds_that_cannot_be_written_down_does_not_stop_the_message()
    {
        _org.On("RetrieveMultiple", "lead", Stage.PostOperation, run => run.Service.Create(new Entity("task") { ["subject"] = "read" }));
        IPluginExecutionContext? seen = null;
        _org.On("Create", "task", Stage.PostOperation, run => seen = run.Context, isAsync: true);
        _org.Service.RetrieveMultiple(new QueryExpression("lead"));
        Assert.Equal(1, _org.Organization.RunAsyncJobs());
        var parent = seen!.ParentContext.ParentContext;
        Assert.Equal("RetrieveMultiple", parent.MessageName);
        Assert.False(parent.InputParameters.Contains("Query"));
    }

    [Fact]
    public void A_chain_of_jobs_that_sets_itself_off_ends_at_the_eighth()
    {
        _org.On("Update", "lead", Stage.PostOperation, run =>
        {
            _org.Log.Add(run.Context.Depth.ToString(System.Globalization.CultureInfo.InvariantCulture));
            run.Service.Update(new Entity("lead", run.Context.PrimaryEntityId) { ["subject"] = "again" });
        }, isAsync: true);
        var id = _org.Lead();
        _org.Service.Update(new Entity("lead", id) { ["subject"] = "once" });
        Assert.Equal(8, _org.Organization.RunAsyncJobs());
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8"], _org.Log);
        Assert.Contains("infinite loop", Assert.Single(_org.Organization.FailedJobs).Error, StringComparison.Ordinal);
    }

    private StepDefinition On(Action<PluginRun> body) => _org.On("Create", "lead", Stage.PostOperation, body, isAsync: true, name: "logs");

    private Entity Job() => _org.Service.RetrieveMultiple(new QueryExpression("asyncoperation") { ColumnSet = new ColumnSet(true) }).Entities.Single();

    private static List<(string, object)> Values(Entity row) => [.. row.Attributes.Select(a => (a.Key, a.Value)).Where(a => a.Value is not EntityReference)];

    private static int State(Entity job) => job.GetAttributeValue<OptionSetValue>("statecode").Value;

    private static int Status(Entity job) => job.GetAttributeValue<OptionSetValue>("statuscode").Value;
}
