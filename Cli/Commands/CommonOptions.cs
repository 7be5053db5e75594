using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using Smarketing.Cli.Solutions;

namespace Smarketing.Cli.Commands;

/// <summary>Options every command understands.</summary>
public static class CommonOptions
{
    /// <summary>Shows what lies behind a fault.</summary>
    public static Option<bool> Verbose { get; } = new("--verbose") { Description = "Show the details of a fault.", Recursive = true };

    /// <summary>Works on another clone than the one around the current directory.</summary>
    public static Option<string?> Repository { get; } = new("--repository")
    {
        Description = "A folder inside the repository to work on (found from the current directory).",
        HelpName = "DIR",
        Recursive = true,
        Validators = { NotEmpty },
    };

    /// <summary>Refuses an empty name, such as a script's variable that is not set.</summary>
    public static void NotEmpty(OptionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Tokens.Any(t => string.IsNullOrWhiteSpace(t.Value)))
        {
            result.AddError($"{result.Option.Name} is given an empty name. Write one after it, or leave the option out.");
        }
    }

    /// <summary>The repository this command line works on.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static RepositoryLayout Layout(this ParseResult parsed) =>
        parsed.GetValue(Repository) is { } folder ? RepositoryLayout.Find([folder]) : RepositoryLayout.Find();
}
