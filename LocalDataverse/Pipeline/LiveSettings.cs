using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>
/// Rows of the platform's own tables that decide how requests run, read once and again after somebody has updated them. Inside
/// the transaction of the update they are read each time, as it may be taken back.
/// </summary>
internal sealed class LiveSettings(Platform platform)
{
    private readonly HashSet<Guid> _steps = [];
    private int? _pluginTraceLog;
    private bool _organizationChanged;

    /// <summary>Whether no open transaction may still take back what the organisation is set to.</summary>
    public bool IsSettled => !_organizationChanged || platform.CurrentWork is null;

    /// <summary>The plug-in trace log: 0 off, 1 on exception, 2 all.</summary>
    public int PluginTraceLog
    {
        get
        {
            if (_pluginTraceLog is { } known)
            {
                return known;
            }

            var value = platform.Store.Find("organization", platform.System.OrganizationId, new ColumnSet("plugintracelogsetting"))
                ?.Value<OptionSetValue>("plugintracelogsetting")?.Value ?? 0;
            _organizationChanged &= platform.CurrentWork is not null;
            if (!_organizationChanged)
            {
                _pluginTraceLog = value;
            }

            return value;
        }
    }

    /// <summary>Notes that a row was written.</summary>
    public void Changed(string table, Guid row)
    {
        switch (table)
        {
            case "organization":
                _pluginTraceLog = null;
                _organizationChanged = true;
                break;
            case StepRows.Table:
                _steps.Add(row);
                break;
            default:
                break;
        }
    }

    /// <summary>Before a plan of steps is looked up: what the rows of steps say of their state and of whom they impersonate.</summary>
    public void SettleSteps()
    {
        if (_steps.Count == 0)
        {
            return;
        }

        foreach (var id in _steps)
        {
            if (platform.Steps.Find(id) is { } step && platform.Store.Find(StepRows.Table, id, new ColumnSet("statecode", "impersonatinguserid")) is { } row)
            {
                step.IsEnabled = row.Value<OptionSetValue>("statecode")?.Value is not 1;
                step.ImpersonatingUserId = row.Value<EntityReference>("impersonatinguserid")?.Id;
            }
        }

        platform.Steps.Forget();
        if (platform.CurrentWork is null)
        {
            _steps.Clear();
        }
    }
}
