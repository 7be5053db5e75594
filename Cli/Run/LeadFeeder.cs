using System;
using System.Collections.Generic;
using System.ServiceModel;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Cli.Csv;
using Smarketing.Cli.Run.Feed;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;

namespace Smarketing.Cli.Run;

/// <summary>
/// Feeds leads and what they do into an environment in the order of time, by the Create and Update messages anyone would send.
/// Asynchronous work runs as time goes by; once a day those leads are scored again that time alone has changed.
/// </summary>
internal sealed class LeadFeeder(LocalOrganization organization, RunClock clock, FeedTally tally, IRunProgress progress, CancellationToken cancellation)
{
    // DuplicateRecord and DuplicateRecordEntityKey: the id or the source key is there already.
    private const int DuplicateId = unchecked((int)0x80040237);
    private const string RunSweepName = "smk_RunSweep";
    private const string ClocksTask = "clocks";
    private const int DuplicateKey = unchecked((int)0x80060892);

    private const int FirstHour = 5;
    private const int LastHour = 18;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(15);

    private readonly IOrganizationService _service = organization.CreateService();
    private readonly PriorityQueue<Action, (DateTime, long)> _due = new();
    private readonly HashSet<Guid> _existing = [];
    private long _sequence;
    private long _done;
    private long _total;
    private DateTime _asOf;
    private DateTime _nextSweep;
    private DateTime _nextLook;
    private ISalesFloor? _floor;

    /// <summary>Feeds a source in, up to its <see cref="ILeadSource.AsOf"/>.</summary>
    /// <param name="source">The leads.</param>
    /// <param name="limit">The most leads to take.</param>
    /// <param name="total">How many messages there will be, for the progress only.</param>
    public void Feed(ILeadSource source, int? limit, long total)
    {
        (_total, _asOf, _nextSweep, _floor) = (total, source.AsOf, clock.Now.Date.AddDays(1), source.Floor);
        foreach (var campaign in source.Campaigns)
        {
            Create(LeadRows.Campaign(campaign));
        }

        foreach (var input in source.Read())
        {
            if (tally.LeadsRead >= limit)
            {
                break;
            }

            if (input.Problem is { } problem)
            {
                tally.Add(problem);
                continue;
            }

            var lead = input.Lead!;
            tally.LeadsRead++;
            Plan(lead);
            if (source.IsInTimeOrder)
            {
                Drain(lead.CreatedOn);
            }
        }

        Drain(DateTime.MaxValue);
        PassTime(source.AsOf);
        Sweep(null);
        tally.AsyncJobs += organization.RunAsyncJobs(bringForward: true);
    }

    private void Plan(LeadRecord lead)
    {
        At(lead.CreatedOn, () => Bring(lead));
        foreach (var change in lead.Changes)
        {
            if (change.On <= _asOf)
            {
                At(change.On, () => Learn(lead, change));
            }
        }

        foreach (var happened in lead.Engagements)
        {
            tally.EngagementsRead++;
            At(happened.RecordedOn < lead.CreatedOn ? lead.CreatedOn : happened.RecordedOn, () => Record(lead, happened));
        }
    }

    private void At(DateTime when, Action action) => _due.Enqueue(action, (when, _sequence++));

    /// <summary>Does what is due up to and including an instant.</summary>
    private void Drain(DateTime until)
    {
        while (_due.TryPeek(out var action, out var key) && key.Item1 <= until)
        {
            cancellation.ThrowIfCancellationRequested();
            _due.Dequeue();
            PassTime(key.Item1);
            action();
            tally.AsyncJobs += organization.RunAsyncJobs();
            Look();
            if (++_done % 50 == 0)
            {
                progress.Report(_done, _total);
            }
        }
    }

    private void PassTime(DateTime until)
    {
        while (_nextSweep <= until)
        {
            clock.MoveTo(_nextSweep);
            Sweep(_nextSweep.TimeOfDay == TimeSpan.Zero ? null : ClocksTask);
            Look();
            _nextSweep = _floor is null ? _nextSweep.AddDays(1) : NextSweep(_nextSweep);
        }

        clock.MoveTo(until);
    }

    // Promises are measured in working time: where sellers work, their clocks are read every hour of the day (UTC) from Monday to Friday; all else waits for midnight.
    private static DateTime NextSweep(DateTime last)
    {
        var next = last.AddHours(1);
        return last.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || next.Hour > LastHour ? last.Date.AddDays(1)
            : next.Hour < FirstHour ? last.Date.AddHours(FirstHour)
            : next;
    }

    /// <summary>Lets the sellers see what came since they last looked, and plans what they are going to do.</summary>
    private void Look()
    {
        if (_floor is null || clock.Now < _nextLook)
        {
            return;
        }

        _nextLook = clock.Now + BetweenLooks;
        Plan(_floor.React(clock.Now, tally.Outcomes));
    }

    private void Plan(IReadOnlyList<PlannedAction> actions)
    {
        foreach (var planned in actions)
        {
            // The story is told up to a moment; what people mean to do later is not part of it.
            if (planned.On <= _asOf)
            {
                At(planned.On, () => Plan(planned.Do()));
            }
        }
    }

    private void Bring(LeadRecord lead)
    {
        try
        {
            if (Create(LeadRows.Lead(lead)))
            {
                tally.LeadsCreated++;
            }
            else
            {
                tally.LeadsExisting++;
                _existing.Add(lead.Id);
            }

            tally.Outcomes[lead.Id] = lead.Converted;
            tally.Keys[lead.Id] = lead.Key;
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            tally.Add(Refused(lead, fault));
        }
    }

    private void Learn(LeadRecord lead, LeadChange change)
    {
        if (!tally.Outcomes.ContainsKey(lead.Id))
        {
            return;
        }

        var row = LeadRows.Change(lead, change);
        if (_existing.Contains(lead.Id) && IsKnown(row))
        {
            tally.ChangesExisting++;
            return;
        }

        Attempt(lead, () =>
        {
            _service.Update(row);
            tally.ChangesMade++;
        });
    }

    private void Record(LeadRecord lead, EngagementRecord happened)
    {
        if (!tally.Outcomes.ContainsKey(lead.Id))
        {
            return;
        }

        Attempt(lead, () =>
        {
            if (Create(LeadRows.Engagement(lead, happened)))
            {
                tally.EngagementsCreated++;
            }
            else
            {
                tally.EngagementsExisting++;
            }
        });
    }

    private void Attempt(LeadRecord lead, Action action)
    {
        try
        {
            action();
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            tally.Add(Refused(lead, fault));
        }
    }

    private bool Create(Entity row)
    {
        try
        {
            _service.Create(row);
            return true;
        }
        catch (FaultException<OrganizationServiceFault> fault) when (fault.Detail.ErrorCode is DuplicateId or DuplicateKey)
        {
            return false;
        }
    }

    private bool IsKnown(Entity change)
    {
        var present = _service.Retrieve(change.LogicalName, change.Id, new ColumnSet([.. change.Attributes.Keys]));
        foreach (var (column, value) in change.Attributes)
        {
            if (!Equals(present.GetAttributeValue<object>(column), value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Does what has fallen due by time alone, as whoever schedules the sweep does: again while there is more.</summary>
    /// <param name="task">The only task to run; null runs all.</param>
    private void Sweep(string? task)
    {
        bool hasMore;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            var answer = _service.Execute(new OrganizationRequest(RunSweepName) { ["Task"] = task }).Results;
            tally.Count((string)answer["Details"]);
            hasMore = (bool)answer["HasMore"];
            tally.AsyncJobs += organization.RunAsyncJobs();
        }
        while (hasMore);
    }

    private static CsvProblem Refused(LeadRecord lead, FaultException<OrganizationServiceFault> fault) =>
        new(CsvProblemKind.Row, lead.File, lead.Line, null, null, "the environment refuses it: " + fault.Message, "change the row or the map.");
}
