using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Async;

public class AsyncServiceTests
{
    // Long enough for a busy machine; reached only when a test fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Jobs_run_in_the_background_in_the_order_written()
    {
        using var org = new TestOrganization();
        using var ran = new BlockingCollection<string>();
        org.On("Create", "lead", Stage.PostOperation, run => ran.Add((string)run.Target["lastname"]), isAsync: true);
        org.Lead("before");
        using var service = org.Organization.StartAsyncService();
        for (var i = 0; i < 20; i++)
        {
            org.Lead($"{i:00}");
        }

        Assert.Equal("before", Take(ran));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal($"{i:00}", Take(ran));
        }
    }

    [Fact]
    public void A_job_that_waits_runs_when_the_clock_says_so()
    {
        var clock = new TurnedClock(TestOrganization.Start);
        using var organization = LocalOrganization.Open(new LocalOrganizationOptions { Clock = clock });
        using var ran = new BlockingCollection<string>();
        var tries = 0;
        organization.Platform.Steps.Add(Step("lead", _ =>
        {
            ran.Add("tried");
            if (++tries == 1)
            {
                throw new InvalidPluginExecutionException(OperationStatus.Retry, "busy");
            }
        }));
        using var service = organization.StartAsyncService();
        organization.CreateService().Create(new Entity("lead") { ["lastname"] = "Martin" });
        Take(ran);
        Assert.True(clock.TimerSet.Wait(Patience, Cancel));
        Assert.Empty(ran);

        // The service may have reckoned its sleep before the clock is turned and begin it afterwards: then it sleeps on, until it is turned once more.
        var isTried = false;
        for (var turns = 0; turns < 300 && !isTried; turns++)
        {
            clock.Turn(TimeSpan.FromMinutes(1));
            isTried = ran.TryTake(out _, millisecondsTimeout: 100, Cancel);
        }

        Assert.True(isTried);
    }

    [Fact]
    public async Task Stopping_waits_for_the_job_that_runs_and_leaves_the_others()
    {
        using var org = new TestOrganization();
        using var running = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        org.On("Create", "lead", Stage.PostOperation, run =>
        {
            running.Set();
            Assert.True(go.Wait(Patience, Cancel));
            run.Service.Create(new Entity("task") { ["subject"] = (string)run.Target["lastname"] });
        }, isAsync: true);
        org.Lead("first");
        org.Lead("second");
        var service = org.Organization.StartAsyncService();
        Assert.True(running.Wait(Patience, Cancel));
        var stopping = Task.Run(service.Dispose, Cancel);
        Assert.True(SpinWait.SpinUntil(() => org.Organization.Platform.Outbox.Woken is null, Patience));
        go.Set();
        await stopping.WaitAsync(Patience, Cancel);
        Assert.Equal(1, org.Count("task"));
        Assert.Equal(1, org.Organization.RunAsyncJobs());
        Assert.Equal(2, org.Count("task"));
    }

    [Fact]
    public void It_runs_once_at_a_time_and_can_be_started_again()
    {
        using var org = new TestOrganization();
        var service = org.Organization.StartAsyncService();
        Assert.Throws<InvalidOperationException>(() => org.Organization.StartAsyncService());
        service.Dispose();
        service.Dispose();
        using var again = org.Organization.StartAsyncService();
        using var ran = new BlockingCollection<string>();
        org.On("Create", "lead", Stage.PostOperation, _ => ran.Add("ran"), isAsync: true);
        org.Lead();
        Take(ran);
    }

    [Fact]
    public void A_job_may_stop_the_service_it_runs_in()
    {
        using var org = new TestOrganization();
        using var stopped = new ManualResetEventSlim();
        IDisposable? service = null;
        org.On("Create", "lead", Stage.PostOperation, _ =>
        {
            service!.Dispose();
            stopped.Set();
        }, isAsync: true);
        service = org.Organization.StartAsyncService();
        org.Lead();
        Assert.True(stopped.Wait(Patience, Cancel));
        org.Lead();
        Assert.Equal(1, org.Organization.RunAsyncJobs());
    }

    [Fact]
    public void An_organisation_is_closed_with_its_service()
    {
        var org = new TestOrganization();
        org.Organization.StartAsyncService();
        org.On("Create", "lead", Stage.PostOperation, _ => { }, isAsync: true);
        org.Lead();
        org.Dispose();
    }

    [Fact]
    public void Callers_and_the_service_share_the_work_and_nothing_runs_twice()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PostOperation, run => run.Service.Create(new Entity("task") { ["subject"] = (string)run.Target["lastname"] }), isAsync: true);
        using (org.Organization.StartAsyncService())
        {
            Parallel.For(0, 4, caller =>
            {
                var service = org.Organization.CreateService();
                for (var i = 0; i < 25; i++)
                {
                    service.Create(new Entity("lead") { ["lastname"] = $"{caller}-{i}" });
                    org.Organization.RunAsyncJobs(1);
                }
            });
        }

        org.Organization.RunAsyncJobs();
        var subjects = new HashSet<string>(StringComparer.Ordinal);
        foreach (var task in org.Service.RetrieveMultiple(new QueryExpression("task") { ColumnSet = new ColumnSet("subject") }).Entities)
        {
            Assert.True(subjects.Add((string)task["subject"]));
        }

        Assert.Equal(100, subjects.Count);
    }

    private static string Take(BlockingCollection<string> ran)
    {
        Assert.True(ran.TryTake(out var text, Patience));
        return text;
    }

    private static StepDefinition Step(string table, Action<PluginRun> body) => new()
    {
        Id = Guid.NewGuid(),
        Name = "step",
        Message = "Create",
        Table = table,
        Stage = Stage.PostOperation,
        IsAsync = true,
        Plugin = new PluginFactory("Tests.Inline", (_, _) => new InlinePlugin(body)),
    };

    /// <summary>A clock turned by hand, whose timers strike when it is turned past them.</summary>
    private sealed class TurnedClock(DateTime start) : TimeProvider
    {
        private readonly List<HandTimer> _timers = [];
        private DateTimeOffset _now = new(start, TimeSpan.Zero);

        /// <summary>Set once somebody waits for an instant.</summary>
        public ManualResetEventSlim TimerSet { get; } = new();

        public override DateTimeOffset GetUtcNow() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new HandTimer(this, callback, state);
            lock (_timers)
            {
                _timers.Add(timer);
            }

            timer.Change(dueTime, period);
            return timer;
        }

        public void Turn(TimeSpan by)
        {
            HandTimer[] due;
            lock (_timers)
            {
                _now += by;
                due = [.. _timers.FindAll(t => t.Due <= _now)];
            }

            foreach (var timer in due)
            {
                timer.Strike();
            }
        }

        private sealed class HandTimer(TurnedClock clock, TimerCallback callback, object? state) : ITimer
        {
            public DateTimeOffset? Due { get; private set; }

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
                if (Due is not null)
                {
                    clock.TimerSet.Set();
                }

                return true;
            }

            public void Strike()
            {
                Due = null;
                callback(state);
            }

            public void Dispose() => Due = null;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
