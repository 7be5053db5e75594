using System;
using System.Collections.Generic;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Async;

/// <summary>Jobs as the platform may treat them, for tests that ask for it: stopped between two writes, which stay, and run again.</summary>
public sealed class AttemptTests : IDisposable
{
    private readonly TestOrganization _org = new();

    public void Dispose() => _org.Dispose();

    [Fact]
    public void What_an_attempt_wrote_before_it_was_stopped_stays_and_the_job_runs_all_the_same()
    {
        TwoTasks();
        _org.Organization.Watch = new Listener { Stop = request => request.Message == "Create" && _org.Count("task") == 1 };
        _org.Organization.JobStarting = job =>
        {
            Assert.NotNull(job.Run());
            _org.Organization.Watch = null;
        };

        _org.Lead();
        _org.Organization.RunAsyncJobs();

        Assert.Equal(1 + 2, _org.Count("task"));
        Assert.Empty(_org.Organization.FailedJobs);
    }

    [Fact]
    public void An_attempt_can_be_made_long_after_the_job_has_run()
    {
        TwoTasks();
        JobAttempt? attempt = null;
        _org.Organization.JobStarting = job => attempt = job;
        _org.Lead();
        _org.Organization.RunAsyncJobs();

        Assert.Null(attempt!.Run());

        Assert.Equal(4, _org.Count("task"));
        Assert.Equal("Tests.Inline", attempt.Step);
    }

    [Fact]
    public void A_job_that_waits_does_not_start()
    {
        var starts = new List<Guid>();
        _org.On("Create", "lead", Stage.PostOperation, _ => throw new InvalidPluginExecutionException(OperationStatus.Retry, "busy"), isAsync: true);
        _org.Organization.JobStarting = job => starts.Add(job.Id);
        _org.Lead();

        _org.Organization.RunAsyncJobs();
        _org.Organization.RunAsyncJobs();
        Assert.Single(starts);
        _org.Clock.Now += TimeSpan.FromMinutes(1);
        _org.Organization.RunAsyncJobs();

        Assert.Equal([starts[0], starts[0]], starts);
    }

    [Fact]
    public void A_watch_is_told_who_asks_for_what_and_how_deep()
    {
        _org.On("Create", "lead", Stage.PostOperation, run => run.Service.Create(new Entity("task") { ["subject"] = "sync" }));
        _org.On("Create", "lead", Stage.PostOperation, run => run.Service.Create(new Entity("task") { ["subject"] = "async" }), isAsync: true);
        var listener = new Listener();
        _org.Organization.Watch = listener;

        _org.Lead();
        _org.Organization.RunAsyncJobs();

        Assert.Equal(
            [
                new(RequestOrigin.Outside, "Create", "lead", null, false, 1),
                new(RequestOrigin.SyncPlugin, "Create", "task", null, false, 2),
                new(RequestOrigin.AsyncJob, "Create", "task", null, true, 2),
            ],
            listener.Seen);
    }

    [Fact]
    public void What_a_watch_throws_after_a_request_takes_the_transaction_along()
    {
        _org.On("Create", "lead", Stage.PostOperation, run => run.Service.Create(new Entity("task") { ["subject"] = "sync" }));
        _org.Organization.Watch = new Listener { StopAfter = request => request.Table == "task" };

        Assert.ThrowsAny<FaultException<OrganizationServiceFault>>(() => _org.Lead());
        _org.Organization.Watch = null;

        Assert.Equal((0, 0), (_org.Count("lead"), _org.Count("task")));
    }

    private void TwoTasks() => _org.On("Create", "lead", Stage.PostOperation, run =>
    {
        run.Service.Create(new Entity("task") { ["subject"] = "first" });
        run.Service.Create(new Entity("task") { ["subject"] = "second" });
    }, isAsync: true);

    private sealed class Listener : IRequestWatch
    {
        public List<WatchedRequest> Seen { get; } = [];

        public Func<WatchedRequest, bool> Stop { get; init; } = _ => false;

        public Func<WatchedRequest, bool> StopAfter { get; init; } = _ => false;

        public void Before(WatchedRequest request)
        {
            Seen.Add(request);
            if (request.IsOfJob && Stop(request))
            {
                throw new TimeoutException("Stopped.");
            }
        }

        public void After(WatchedRequest request)
        {
            if (StopAfter(request))
            {
                throw new TimeoutException("Stopped.");
            }
        }
    }
}
