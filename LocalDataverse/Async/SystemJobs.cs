using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Async;

/// <summary>What callers may do to the rows of <c>asyncoperation</c>: cancel, resume and postpone; jobs are made by the platform alone.</summary>
internal static class SystemJobs
{
    public const string Table = "asyncoperation";

    public const int Ready = 0;
    public const int Suspended = 1;
    public const int Locked = 2;
    public const int Completed = 3;

    public const int WaitingForResources = 0;
    public const int Waiting = 10;
    public const int InProgress = 20;
    public const int Succeeded = 30;
    public const int Failed = 31;
    public const int Canceled = 32;

    private static readonly HashSet<string> Changeable = new(StringComparer.Ordinal)
    {
        "asyncoperationid", "statecode", "statuscode", "postponeuntil", "modifiedon", "modifiedby", "modifiedonbehalfby",
    };

    public static bool IsJob(string? table) => string.Equals(table, Table, StringComparison.Ordinal);

    /// <summary>Lets jobs regard rows of tables that a solution adds, as the platform does for every table.</summary>
    public static void Regard(MetadataCatalog catalog, IEnumerable<TableDefinition> tables)
    {
        var jobs = catalog.Table(Table);
        var regarding = jobs.Column("regardingobjectid");
        var added = tables.Where(t => !regarding.Targets.Contains(t.LogicalName, StringComparer.Ordinal)).ToList();
        if (added.Count == 0)
        {
            return;
        }

        catalog.Merge(jobs.With(
            [regarding with { Targets = [.. regarding.Targets, .. added.Select(t => t.LogicalName)] }],
            [],
            added.Select(t => new RelationshipDefinition
            {
                SchemaName = $"{t.SchemaName}_AsyncOperations",
                ReferencingTable = Table,
                ReferencingColumn = regarding.LogicalName,
                ReferencedTable = t.LogicalName,
            })));
    }

    /// <summary>The fault for a Create, which the platform does not support either.</summary>
    public static Exception NotCreated() => Fault.NotSupported(
        "Create of 'asyncoperation'", "System jobs are made by the platform alone: register an asynchronous step, and trigger it.");

    /// <summary>Checks and completes a caller's change of a job, before it is saved; once that is committed the job is looked at again.</summary>
    public static void Change(Platform platform, Entity target, Operation operation)
    {
        foreach (var attribute in target.Attributes)
        {
            if (!Changeable.Contains(attribute.Key))
            {
                throw Fault.InvalidArgument($"'{attribute.Key}' of a system job cannot be changed. Only statecode, statuscode and postponeuntil can.");
            }
        }

        var row = platform.Store.Find(Table, target.Id, new ColumnSet("statecode", "statuscode", "sequence"))
            ?? throw Fault.RowDoesNotExist(Table, target.Id);
        var current = row.GetAttributeValue<OptionSetValue>("statecode").Value;
        var wanted = WantedState(target, current);
        if (wanted != current || target.Contains("statuscode") || target.Contains("postponeuntil"))
        {
            RequireAllowed(target, current, wanted);
        }

        if (current != Completed && wanted == Completed)
        {
            target["statuscode"] = new OptionSetValue(Canceled);
            target["completedon"] = platform.UtcNow;
            target["postponeuntil"] = null;
        }
        else if (current == Suspended && wanted == Ready && !target.Contains("postponeuntil"))
        {
            // Who resumes a job that waits to be tried again wants it now.
            target["postponeuntil"] = null;
        }

        operation.Work!.Enqueue(new QueuedJob(row.GetAttributeValue<long>("sequence"), row.Id));
    }

    private static int WantedState(Entity target, int current)
    {
        if (target.Value<OptionSetValue>("statecode") is { } state)
        {
            return state.Value;
        }

        return target.Value<OptionSetValue>("statuscode")?.Value switch
        {
            null => current,
            WaitingForResources => Ready,
            Waiting => Suspended,
            Succeeded or Failed or Canceled => Completed,
            _ => Locked,
        };
    }

    private static void RequireAllowed(Entity target, int current, int wanted)
    {
        switch (current, wanted)
        {
            case (Completed, _):
                throw wanted == Completed && target.Contains("statecode")
                    ? Fault.Of(unchecked((int)0x80044F00), "This system job cannot be canceled. It is completed already.")
                    : Refuse(0x80044162, "The target state could not be set because the state transition is not valid.", "A completed system job stays as it is: trigger the step again instead.");
            case (Locked, _):
                throw Refuse(0x80044163, "The target state could not be set because the state was changed by another process.", "The job is running; let it end.");
            case (_, Completed) when target.Value<OptionSetValue>("statuscode") is { Value: not Canceled }:
                throw Refuse(0x80044165, "The target state could not be set to complete because the state transition is not valid.", "A job that has not run can only be canceled: set statuscode to 32.");
            case (Ready, Suspended):
                throw Refuse(0x80044F01, "This system job cannot be paused.", "Only a job in progress can; postpone it by postponeuntil, or cancel it.");
            case (_, Locked):
                throw Refuse(0x80044162, "The target state could not be set because the state transition is not valid.", "The asynchronous service alone locks jobs; set statecode to 0 and let it run.");
        }
    }

    private static Exception Refuse(uint code, string platform, string remedy) => Fault.Of(unchecked((int)code), $"{platform} {remedy}");
}
