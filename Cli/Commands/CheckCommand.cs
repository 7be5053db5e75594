using System.CommandLine;
using System.Globalization;
using System.Linq;
using Smarketing.Cli.Solutions;
using Smarketing.Cli.Solutions.Syncing;

namespace Smarketing.Cli.Commands;

/// <summary><c>smk check</c>: everything that can be said about the solution without an environment.</summary>
public static class CheckCommand
{
    public static Command Create()
    {
        var command = new Command("check", "Say what is out of date or would be refused at import; write nothing.");
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        var layout = parsed.Layout();
        var drift = SolutionSync.TableClassChanges(layout).Paths.Concat(SolutionSync.RegistrationChanges(layout, ShippedAssembly.ReadAll()).Paths)
            .Select(path => $"{layout.Display(path)} is out of date. Run: {SyncCommand.Remedy}");
        var findings = drift.Concat(SolutionPacker.Findings(layout)).ToList();
        foreach (var finding in findings)
        {
            output.WriteLine(finding);
        }
        output.WriteLine(findings.Count == 0 ? "Nothing to put right." : $"{findings.Count.ToString(CultureInfo.InvariantCulture)} to put right.");
        return findings.Count == 0 ? ExitCode.Ok : ExitCode.BadInput;
    }
}
