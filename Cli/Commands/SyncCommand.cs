using System.CommandLine;

namespace Smarketing.Cli.Commands;

/// <summary><c>smk sync</c>.</summary>
public static class SyncCommand
{
    public static Command Create()
    {
        var command = new Command("sync", "Sync.");
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed) => throw new InputException("smk sync is being written.");
}
