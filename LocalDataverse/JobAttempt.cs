using System;
using System.Diagnostics.CodeAnalysis;
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

    internal JobAttempt(Platform platform, Guid id, StepDefinition step, string data)
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
}
