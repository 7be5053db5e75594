using System;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Async;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse;

/// <summary>
/// One asynchronous job that is about to run; see <see cref="LocalOrganization.JobStarting"/>. On the platform a job has no transaction: it may
/// be stopped between two writes, which stay, and it may run again. Here each job is one transaction, so a test that wants to know asks for attempts.
/// </summary>
public sealed class JobAttempt
{
    private readonly Platform _platform;
    private readonly StepDefinition _step;
    private readonly string _data;

    private JobAttempt(Platform platform, Guid id, StepDefinition step, string data)
    {
        Id = id;
        _platform = platform;
        _step = step;
        _data = data;
    }

    /// <summary>The row of <c>asyncoperation</c>; the same each time the job starts.</summary>
    public Guid Id { get; }

    /// <summary>The full name of the step's class.</summary>
    public string Step => _step.Plugin.TypeName;

    /// <summary>
    /// Runs the step as the platform does: outside any transaction, each of its requests in one of its own. May be called before the job runs,
    /// after it, and more than once; the job itself runs all the same.
    /// </summary>
    /// <returns>Why the attempt failed; null when it came to its end. What it wrote stays either way.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever stops an attempt is told to whoever asked for it.")]
    public Exception? Run()
    {
        lock (_platform.Gate)
        {
            try
            {
                PluginRunner.Run(_platform, _step.Instance, JobContext.Decode(_platform, _data, _step), _step.Plugin.TypeName);
                return null;
            }
            catch (Exception exception)
            {
                return exception;
            }
        }
    }

    /// <summary>A job that may run now; null when it must wait, is over, or belongs to no step.</summary>
    internal static JobAttempt? Find(Platform platform, Guid id, bool early) =>
        platform.Store.Find(SystemJobs.Table, id, new ColumnSet("statecode", "postponeuntil", "data", "owningextensionid")) is { } row
        && row.GetAttributeValue<OptionSetValue>("statecode").Value is SystemJobs.Ready or SystemJobs.Suspended
        && (early || !(row.GetAttributeValue<DateTime?>("postponeuntil") > platform.UtcNow))
        && platform.Steps.Find(row.GetAttributeValue<EntityReference>("owningextensionid").Id) is { } step
            ? new JobAttempt(platform, id, step, row.GetAttributeValue<string>("data"))
            : null;
}
