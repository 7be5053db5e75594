using System;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Async;

public sealed class RetryTests : IDisposable
{
    private readonly TestOrganization _org = new();

    public void Dispose() => _org.Dispose();

    [Fact]
    public void A_job_that_asks_for_a_retry_waits_a_minute_before_it_is_tried_again()
    {
        On(_ => throw new InvalidPluginExecutionException(OperationStatus.Retry, "busy"));
        _org.Lead();
        Assert.Equal(0, _org.Organization.RunAsyncJobs());
        var job = Job();
        Assert.Equal((1, 10, 1, "busy"), (State(job), Status(job), job["retrycount"], job["message"]));
        Assert.Equal(TestOrganization.Start.AddMinutes(1), job["postponeuntil"]);

        _org.Clock.Now = TestOrganization.Start.AddMinutes(1).AddTicks(-1);
        _org.Organization.RunAsyncJobs();
        Assert.Equal(["tried"], _org.Log);
        _org.Clock.Now = TestOrganization.Start.AddMinutes(1);
        _org.Organization.RunAsyncJobs();
        Assert.Equal(["tried", "tried"], _org.Log);
    }

    [Fact]
    public void The_pauses_grow_to_five_and_twenty_five_minutes_and_then_the_job_has_failed()
    {
        On(_ => throw new InvalidPluginExecutionException(OperationStatus.Retry, "busy"), name: "hopeless");
        var id = _org.Lead();
        foreach (var pause in new[] { 0, 1, 5 })
        {
            _org.Clock.Now = _org.Clock.Now.AddMinutes(pause);
            Assert.Equal(0, _org.Organization.RunAsyncJobs());
        }

        _org.Clock.Now = _org.Clock.Now.AddMinutes(25);
        Assert.Equal(1, _org.Organization.RunAsyncJobs());
        var failed = Assert.Single(_org.Organization.FailedJobs);
        Assert.Equal(("hopeless", "Create", "lead", id, 3, "busy"), (failed.StepName, failed.Message, failed.Table, failed.RowId, failed.Retries, failed.Error));
        var job = Job();
        Assert.Equal((3, 31, -2147220891, "busy"), (State(job), Status(job), job["errorcode"], job["friendlymessage"]));
        Assert.Equal((_org.Clock.Now, _org.Clock.Now), (job["startedon"], job["completedon"]));
        _org.Clock.Now = _org.Clock.Now.AddDays(1);
        Assert.Equal(0, _org.Organization.RunAsyncJobs(bringForward: true));
        Assert.Equal(4, _org.Log.Count);
    }

    [Fact]
    public void What_waits_is_brought_forward_when_asked()
    {
        On(_ =>
        {
            if (_org.Log.Count <= 3)
            {
                throw new InvalidPluginExecutionException(OperationStatus.Retry, "busy");
            }
        });
        _org.Lead();
        Assert.Equal(1, _org.Organization.RunAsyncJobs(bringForward: true));
        Assert.Equal(4, _org.Log.Count);
        Assert.Empty(_org.Organization.FailedJobs);
    }

    [Fact]
    public void A_job_that_waits_is_overtaken_and_takes_its_place_again_when_its_time_has_come()
    {
        var first = true;
        _org.On("Create", "lead", Stage.PostOperation, run =>
        {
            _org.Log.Add((string)run.Target["lastname"]);
            if (first)
            {
                first = false;
                throw new InvalidPluginExecutionException(OperationStatus.Retry, "busy");
            }
        }, isAsync: true);
        _org.Lead("A");
        _org.Lead("B");
        _org.Organization.RunAsyncJobs();
        _org.Clock.Now = _org.Clock.Now.AddMinutes(1);
        _org.Lead("C");
        Assert.Equal(2, _org.Organization.RunAsyncJobs());
        Assert.Equal(["A", "B", "A", "C"], _org.Log);
    }

    [Theory]
    [InlineData(0x80040216, true)] // the database
    [InlineData(0x80072322, true)] // a service protection limit
    [InlineData(0x80040217, false)] // no such row
    [InlineData(0x80040265, false)] // a plug-in refused
    public void Only_transient_faults_are_tried_again(uint code, bool again)
    {
        On(_ => throw new FaultException<OrganizationServiceFault>(new OrganizationServiceFault { ErrorCode = unchecked((int)code), Message = "?" }, new FaultReason("?")));
        _org.Lead();
        Assert.Equal(again ? 0 : 1, _org.Organization.RunAsyncJobs());
        Assert.Equal(again ? 10 : 31, Status(Job()));
    }

    [Fact]
    public void Any_other_exception_has_failed_the_job_and_the_others_run()
    {
        On(_ => throw new InvalidOperationException("oops"), rank: 1);
        On(_ => { }, rank: 2);
        _org.Lead();
        Assert.Equal(2, _org.Organization.RunAsyncJobs());
        Assert.Contains("System.InvalidOperationException: oops", Assert.Single(_org.Organization.FailedJobs).Error, StringComparison.Ordinal);
        Assert.Equal(2, _org.Log.Count);
    }

    [Fact]
    public void A_job_may_cancel_itself()
    {
        On(_ => throw new InvalidPluginExecutionException(OperationStatus.Canceled, "no need"));
        _org.Lead();
        Assert.Equal(1, _org.Organization.RunAsyncJobs());
        Assert.Equal((3, 32, "no need"), (State(Job()), Status(Job()), Job()["message"]));
        Assert.Empty(_org.Organization.FailedJobs);
    }

    [Fact]
    public void A_job_may_suspend_itself_until_somebody_resumes_it()
    {
        On(_ =>
        {
            if (_org.Log.Count == 1)
            {
                throw new InvalidPluginExecutionException(OperationStatus.Suspended, "licence missing");
            }
        });
        _org.Lead();
        Assert.Equal(0, _org.Organization.RunAsyncJobs(bringForward: true));
        Assert.Equal((1, 10, 0), (State(Job()), Status(Job()), Job()["retrycount"]));
        Assert.False(Job().Contains("postponeuntil"));
        _org.Service.Update(new Entity("asyncoperation", Job().Id) { ["statecode"] = new OptionSetValue(0) });
        Assert.Equal(1, _org.Organization.RunAsyncJobs());
        Assert.Equal((3, 30), (State(Job()), Status(Job())));
    }

    [Fact]
    public void A_job_that_ends_with_a_remark_has_succeeded_with_what_it_wrote()
    {
        On(run =>
        {
            run.Service.Create(new Entity("task") { ["subject"] = "done" });
            throw new InvalidPluginExecutionException(OperationStatus.Succeeded, "one left out");
        });
        _org.Lead();
        Assert.Equal(1, _org.Organization.RunAsyncJobs());
        Assert.Equal((3, 30, "one left out", 1), (State(Job()), Status(Job()), Job()["message"], _org.Count("task")));
    }

    [Fact]
    public void A_request_for_a_retry_from_a_step_below_reaches_the_job()
    {
        _org.On("Create", "task", Stage.PreOperation, _ => throw new InvalidPluginExecutionException(OperationStatus.Retry, "later"));
        On(run => run.Service.Create(new Entity("task") { ["subject"] = "?" }));
        _org.Lead();
        _org.Organization.RunAsyncJobs();
        Assert.Equal((10, "later"), (Status(Job()), Job()["message"]));
    }

    private void On(Action<PluginRun> body, string? name = null, int rank = 1) => _org.On("Create", "lead", Stage.PostOperation, run =>
    {
        _org.Log.Add("tried");
        body(run);
    }, isAsync: true, name: name, rank: rank);

    private Entity Job() => _org.Service.RetrieveMultiple(new QueryExpression("asyncoperation") { ColumnSet = new ColumnSet(true) }).Entities.Single();

    private static int State(Entity job) => job.GetAttributeValue<OptionSetValue>("statecode").Value;

    private static int Status(Entity job) => job.GetAttributeValue<OptionSetValue>("statuscode").Value;
}
