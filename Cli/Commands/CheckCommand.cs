using System.CommandLine;

namespace Smarketing.Cli.Commands;

/// <summary><c>smk check</c>.</summary>
public static class CheckCommand
{
    public static Command Create()
    {
        var command = new Command("check", "Check.");
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed) => throw new InputException("smk check is being written.");
}
