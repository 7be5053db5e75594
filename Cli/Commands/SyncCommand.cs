using System;
using System.CommandLine;
using System.IO;
using Smarketing.Cli.Solutions;
using Smarketing.Cli.Solutions.Tables;

namespace Smarketing.Cli.Commands;

/// <summary><c>smk sync</c>: writes the table classes from the solution's XML and the step XML from the step classes.</summary>
public static class SyncCommand
{
    public static Command Create()
    {
        var command = new Command("sync", "Write the table classes from the solution's XML.");
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var layout = RepositoryLayout.Find();
        var changes = new FileChanges();
        var files = TableClasses.Generate(layout);
        foreach (var (path, text) in files)
        {
            changes.Expect(path, text);
        }
        changes.ExpectNoOther(layout.TableClasses, "*.g.cs", files.Keys);
        changes.Apply();
        foreach (var path in changes.Paths)
        {
            parsed.InvocationConfiguration.Output.WriteLine(layout.Display(path));
        }
        return ExitCode.Ok;
    }
}
