using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse;

namespace Smarketing.Tests.Plugins.Twice;

/// <summary>What asynchronous jobs are put through, within what the platform may do to them, and how much they write meanwhile.</summary>
internal abstract class Hardship : IRequestWatch
{
    private const int ServerBusy = unchecked((int)0x8004A001);

    private readonly Dictionary<string, int> most = new(StringComparer.Ordinal);
    private IOrganizationService? service;
    private string? running;
    private int writes;
    private int? killAfter;
    private bool isDead;
    private bool isToWait;

    /// <summary>Each job runs once, as it should.</summary>
    public static Hardship None() => new NoHardship();

    /// <summary>Each job runs twice.</summary>
    public static Hardship Twice() => new RunTwice();

    /// <summary>Each job runs once more when all is over.</summary>
    public static Hardship Late() => new RunLate();

    /// <summary>Each job is killed after so many of its writes, or runs to its end when it has fewer, and is then run again.</summary>
    public static Hardship Killed(int afterWrites) => new KillAfter(afterWrites);

    /// <summary>Each job is killed after its first write, then after its second, and so on until it comes to its end; and is then run again.</summary>
    public static Hardship KilledAgainAndAgain() => new KillFurther();

    /// <summary>
    /// Each job is killed after so many of its writes, and is run again only when all that it and others set off has run: the platform tries again
    /// after a while, and others overtake.
    /// </summary>
    /// <param name="afterWrites">How many; none when it is killed before it has done anything.</param>
    /// <param name="steps">Which steps' jobs, by the name of the class; the others run as they should.</param>
    public static Hardship Overtaken(int afterWrites, Func<string, bool> steps) => new KillAndWait(afterWrites, steps);

    /// <summary>Rows that somebody else's plug-in lets nobody write but whoever calls from outside.</summary>
    public HashSet<Guid> Refused { get; } = [];

    /// <summary>The most writes one job of each step made, by the name of its class, since <see cref="Forget"/>.</summary>
    public IReadOnlyDictionary<string, int> MostWrites => most;

    public void Forget() => most.Clear();

    /// <summary>Lays the hardship on an organisation.</summary>
    public void Befall(LocalOrganization organization)
    {
        service = organization.CreateService();
        organization.Watch = this;
        organization.JobStarting = job =>
        {
            Begin(job, null);
            Before(job);
            Begin(job, null);
            isToWait = MustWait(job);
        };
    }

    /// <summary>What comes at the end, when nothing else is left to do.</summary>
    public virtual void AtTheEnd()
    {
    }

    void IRequestWatch.Before(WatchedRequest request)
    {
        if (request.IsOfJob && isDead)
            throw new KilledException();
        if (request.Row is { } row && request.Origin != RequestOrigin.Outside && Refused.Contains(row) && !IsRead(request))
            throw new FaultException<OrganizationServiceFault>(new OrganizationServiceFault { Message = "Refused." }, "Refused.");
        if (!request.IsOfJob || !isToWait)
            return;
        isToWait = false;
        throw new FaultException<OrganizationServiceFault>(new OrganizationServiceFault { ErrorCode = ServerBusy, Message = "The server is busy." });
    }

    void IRequestWatch.After(WatchedRequest request)
    {
        if (!request.IsOfJob || running is null || IsRead(request))
            return;
        most[running] = Math.Max(++writes, most.GetValueOrDefault(running));
        if (writes != killAfter)
            return;
        isDead = true;
        throw new KilledException();
    }

    protected abstract void Before(JobAttempt job);

    protected virtual bool MustWait(JobAttempt job) => false;

    /// <summary>One attempt more; what it writes stays.</summary>
    /// <returns>Whether it came to its end.</returns>
    protected bool Attempt(JobAttempt job, int? afterWrites = null)
    {
        Begin(job, afterWrites);
        var failure = job.Run();
        var wasKilled = isDead;
        isDead = false;
        killAfter = null;
        if (failure is not null && !wasKilled)
            throw new InvalidOperationException(job.Step + " fails when it runs again: " + failure.Message, failure);
        // What the killed attempt has left to be computed is computed before the next.
        if (wasKilled && Refused.Count == 0)
            service!.Execute(new OrganizationRequest("smk_RunSweep") { ["Task"] = "campaigns" });
        return !wasKilled;
    }

    private static bool IsRead(WatchedRequest request) => request.Message.StartsWith("Retrieve", StringComparison.Ordinal);

    private void Begin(JobAttempt job, int? afterWrites)
    {
        running = job.Step;
        writes = 0;
        killAfter = afterWrites;
        isToWait = false;
    }

    private sealed class NoHardship : Hardship
    {
        protected override void Before(JobAttempt job)
        {
        }
    }

    private sealed class RunTwice : Hardship
    {
        protected override void Before(JobAttempt job) => Attempt(job);
    }

    private sealed class RunLate : Hardship
    {
        private readonly List<JobAttempt> jobs = [];

        public override void AtTheEnd()
        {
            foreach (var job in jobs.ToArray())
                Attempt(job);
        }

        protected override void Before(JobAttempt job) => jobs.Add(job);
    }

    private sealed class KillAfter(int afterWrites) : Hardship
    {
        protected override void Before(JobAttempt job) => Attempt(job, afterWrites);
    }

    private sealed class KillFurther : Hardship
    {
        protected override void Before(JobAttempt job)
        {
            var reach = 1;
            while (!Attempt(job, reach))
                reach++;
        }
    }

    private sealed class KillAndWait(int afterWrites, Func<string, bool> steps) : Hardship
    {
        private readonly HashSet<Guid> seen = [];
        private bool isFirst;

        protected override void Before(JobAttempt job)
        {
            isFirst = steps(job.Step) && seen.Add(job.Id);
            if (isFirst && afterWrites > 0)
                Attempt(job, afterWrites);
        }

        protected override bool MustWait(JobAttempt job) => isFirst;
    }

    private sealed class KilledException() : Exception("The host was killed.");
}
