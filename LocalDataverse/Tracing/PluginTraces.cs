using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Tracing;

/// <summary>
/// The plug-in trace log: rows of <c>plugintracelog</c> for the runs the setting of the organisation asks for. They are written
/// once no transaction is open, so that a rollback, the usual reason to read them, does not take them along.
/// </summary>
internal sealed class PluginTraces(Platform platform)
{
    private const string Table = "plugintracelog";
    private const int OnException = 1;
    private const int All = 2;

    private readonly List<Entity> _waiting = [];

    /// <summary>Notes one run of a plug-in.</summary>
    public void Add(PluginContext context, TraceBlock block, Exception? failure, DateTime startedOn, TimeSpan duration)
    {
        if (!platform.Live.IsSettled || IsWanted(platform.Live.PluginTraceLog, failure is not null))
        {
            _waiting.Add(Row(context, block, failure, startedOn, duration));
        }

        if (platform.CurrentWork is null)
        {
            Write();
        }
    }

    /// <summary>Writes what waits.</summary>
    public void Write()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        // Once more, as what the setting was inside a transaction may have been taken back with it.
        var setting = platform.Live.PluginTraceLog;
        var rows = _waiting.FindAll(r => IsWanted(setting, r["exceptiondetails"] is not null));
        _waiting.Clear();
        using var work = UnitOfWork.Begin(platform);
        foreach (var row in rows)
        {
            platform.Store.Insert(row);
        }

        work.Commit();
    }

    private static bool IsWanted(int setting, bool failed) => setting == All || (setting == OnException && failed);

    private Entity Row(PluginContext context, TraceBlock block, Exception? failure, DateTime startedOn, TimeSpan duration)
    {
        var now = platform.UtcNow;
        var id = Guid.CreateVersion7(platform.Clock.GetUtcNow());
        return new Entity(Table, id)
        {
            ["plugintracelogid"] = id,
            ["typename"] = context.TypeName,
            ["messagename"] = context.MessageName,
            ["primaryentity"] = context.PrimaryEntityName,
            ["messageblock"] = block.IsEmpty ? null : block.ToString(),
            ["exceptiondetails"] = failure is null ? null : LongText.Begin(failure.ToString()),
            ["configuration"] = context.Step?.Configuration,
            ["pluginstepid"] = context.Step?.Id,
            ["operationtype"] = new OptionSetValue(1),
            ["mode"] = new OptionSetValue(context.Mode),
            ["depth"] = context.Depth,
            ["correlationid"] = context.CorrelationId,
            ["requestid"] = context.RequestId,
            ["organizationid"] = context.OrganizationId,
            ["issystemcreated"] = false,
            ["performanceexecutionstarttime"] = startedOn,
            ["performanceexecutionduration"] = (int)Math.Min(int.MaxValue, duration.TotalMilliseconds),
            ["createdby"] = new EntityReference("systemuser", platform.System.SystemUserId),
            ["createdon"] = now,
        };
    }
}
