using System;
using System.Diagnostics;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>
/// The two minutes a plug-in may run. Looked at with each request it sends and when it ends: code that never comes back cannot
/// be interrupted. Somebody who steps through it in a debugger may take longer.
/// </summary>
internal static class PluginTime
{
    /// <summary>How long one run may take, the requests it sends included.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static void Check(Platform platform, PluginContext context)
    {
        if (context.RunsSince is { } since && platform.Stopwatch.GetElapsedTime(since) > Limit && !Debugger.IsAttached)
        {
            throw PluginFaults.Timeout(context.TypeName);
        }
    }
}
