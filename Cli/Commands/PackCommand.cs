using System.CommandLine;

namespace Smarketing.Cli.Commands;

/// <summary><c>smk pack</c>.</summary>
public static class PackCommand
{
    public static Command Create()
    {
        var command = new Command("pack", "Pack.");
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed) => throw new InputException("smk pack is being written.");
}
