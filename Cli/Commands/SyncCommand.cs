using System.CommandLine;
using System.Linq;
using Smarketing.Cli.Solutions;
using Smarketing.Cli.Solutions.Syncing;

namespace Smarketing.Cli.Commands;

/// <summary><c>smk sync</c>: writes the table classes from the solution's XML, and the XML of assemblies and steps from the step classes.</summary>
public static class SyncCommand
{
    /// <summary>How the command is called in a fresh clone.</summary>
    public const string Remedy = "dotnet run --project Cli -- sync";

    private static readonly Option<bool> CheckOnly = new("--check") { Description = "Write nothing, only list what is out of date." };

    public static Command Create()
    {
        var command = new Command("sync", "Write table classes from the solution's XML, and assembly and step XML from the step classes.") { CheckOnly };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        var layout = parsed.Layout();
        var check = parsed.GetValue(CheckOnly);
        // Table classes first: they need only XML, and must come out even when the plug-ins do not compile without them.
        var tables = SolutionSync.TableClassChanges(layout);
        if (!check)
        {
            tables.Apply();
        }
        var registrations = SolutionSync.RegistrationChanges(layout, ShippedAssembly.ReadAll());
        if (!check)
        {
            registrations.Apply();
        }
        var paths = tables.Paths.Concat(registrations.Paths).Select(layout.Display).ToList();
        foreach (var path in paths)
        {
            output.WriteLine(check ? $"{path} is out of date." : path);
        }
        if (paths.Count == 0)
        {
            output.WriteLine("Table classes and registrations are up to date.");
        }
        else if (check)
        {
            output.WriteLine($"Run: {Remedy}");
        }
        else if (tables.Paths.Count > 0)
        {
            output.WriteLine($"Table classes changed. The registrations come from the assemblies as they were built before: build, then run once more: {Remedy}");
        }
        return check && paths.Count > 0 ? ExitCode.BadInput : ExitCode.Ok;
    }
}
