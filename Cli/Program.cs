using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Smarketing.Cli.Commands;
using Smarketing.Cli.Run.Report;

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
        // The words of the command line are English: those of the libraries must not come in between in another language.
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var root = new RootCommand("Scores leads inside Dynamics 365, packs the solution that does it, and runs the whole on this machine.")
        {
            CommonOptions.Verbose,
            CommonOptions.Repository,
            RunCommand.Create(),
            ServeCommand.Create(),
            PackCommand.Create(),
            SyncCommand.Create(),
            CheckCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            // The mistake, not the manual: whoever reads the standard output by program must find nothing else there.
            var command = parsed.CommandResult.Command is RootCommand ? "smk" : "smk " + parsed.CommandResult.Command.Name;
            return await Stop(string.Join(Environment.NewLine, parsed.Errors.Select(e => e.Message)), $"'{command} --help' lists what can be said.", ExitCode.BadInput).ConfigureAwait(false);
        }

        var isVerbose = parsed.GetValue(CommonOptions.Verbose);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error }, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return await Stop("Cancelled.", null, ExitCode.BadInput).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is InputException or IOException or UnauthorizedAccessException)
        {
            return await Stop(isVerbose ? fault.ToString() : fault.Message, null, ExitCode.BadInput).ConfigureAwait(false);
        }
        // The last door: whatever was not foreseen reaches the user as one sentence, not as a stack trace.
        catch (Exception fault)
        {
            return await Stop(
                isVerbose ? fault.ToString() : $"Unexpected fault in 'smk': {fault.Message}",
                isVerbose ? null : "Run the command again with --verbose and report what it shows.",
                ExitCode.Unexpected).ConfigureAwait(false);
        }

        async Task<int> Stop(string reason, string? remedy, int code)
        {
            if (RunCommand.WantsJson(parsed))
            {
                await output.WriteLineAsync(RunReportJson.Write(reason, remedy)).ConfigureAwait(false);
            }

            await error.WriteLineAsync(remedy is null ? reason : reason + Environment.NewLine + remedy).ConfigureAwait(false);
            return code;
        }
    }
}
