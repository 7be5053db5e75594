using System;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Smarketing.Cli.Commands;

namespace Smarketing.Cli;

/// <summary>The command line <c>smk</c>: one class per command in <c>Commands/</c>.</summary>
public static class Program
{
    private static Task<int> Main(string[] args) => RunAsync(args, Console.Out, Console.Error, CancellationToken.None);

    /// <summary>Runs one command line as the process would, on the writers given. Never throws: faults become a message and an exit code.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        var root = new RootCommand("Scores leads inside Dynamics 365, packs the solution that does it, and runs the whole on this machine.")
        {
            CommonOptions.Verbose,
            CommonOptions.Repository,
            RunCommand.Create(),
            PackCommand.Create(),
            SyncCommand.Create(),
            CheckCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction misuse)
        {
            // The mistake, not the manual: whoever reads the standard output by program must find nothing else there.
            misuse.ShowHelp = false;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error }, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Cancelled.").ConfigureAwait(false);
            return ExitCode.BadInput;
        }
        catch (Exception fault) when (fault is InputException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(parsed.GetValue(CommonOptions.Verbose) ? fault.ToString() : fault.Message).ConfigureAwait(false);
            return ExitCode.BadInput;
        }
        // The last door: whatever was not foreseen reaches the user as one sentence, not as a stack trace.
        catch (Exception fault)
        {
            await error.WriteLineAsync(parsed.GetValue(CommonOptions.Verbose)
                ? fault.ToString()
                : $"Unexpected fault in 'smk': {fault.Message} Run the command again with --verbose and report what it shows.").ConfigureAwait(false);
            return ExitCode.Unexpected;
        }
    }
}
