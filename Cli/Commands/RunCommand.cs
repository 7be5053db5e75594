using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Smarketing.Cli.Csv;
using Smarketing.Cli.Csv.Mapping;
using Smarketing.Cli.Run;
using Smarketing.Cli.Run.Feed;
using Smarketing.Cli.Run.Report;
using Smarketing.Cli.Samples;
using Spectre.Console;

namespace Smarketing.Cli.Commands;

/// <summary><c>smk run</c>: packs the solution, imports it into a local platform, feeds leads in and reports what became of them.</summary>
public static class RunCommand
{
    private static readonly Option<string?> Database = new("--db") { HelpName = "FILE", Description = "Keep the database in this file; a later run adds only what is new. Without it everything is in memory.", Validators = { CommonOptions.NotEmpty } };
    private static readonly Option<string?> Leads = new("--leads") { HelpName = "FILE", Description = "A CSV file with leads. Without it a sample firm is made up.", Validators = { CommonOptions.NotEmpty } };
    private static readonly Option<string?> Map = new("--map") { HelpName = "FILE", Description = "How the columns of --leads become leads and engagement (JSON, see docs/import-map.md).", Validators = { CommonOptions.NotEmpty } };
    private static readonly Option<string?> Encoding = new("--encoding") { HelpName = "NAME", Description = "The encoding of --leads, such as windows-1252. UTF-8 if not given." };
    private static readonly Option<bool> SkipBad = new("--skip-bad") { Description = "Leave bad rows out and go on, instead of stopping before anything is stored." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object on the standard output, and nothing else there (see docs/run.md)." };
    private static readonly Option<int?> Limit = new("--limit") { HelpName = "N", Description = "Take only the first leads." };
    private static readonly Option<int> Seed = new("--seed") { HelpName = "N", Description = "The seed of the sample firm.", DefaultValueFactory = _ => SampleFirm.DefaultSeed };
    private static readonly Option<string> Language = new("--lang") { Description = "The language of the reasons: en or fr.", DefaultValueFactory = _ => "en" };

    static RunCommand()
    {
        Language.AcceptOnlyFromAmong("en", "fr");
        Limit.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit < 1))
            {
                result.AddError("--limit takes a whole number from 1 to 2147483647.");
            }
        });
        Seed.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            {
                result.AddError("--seed takes a whole number.");
            }
        });
    }

    /// <summary>Whether the standard output is promised one JSON object, also when the command line is misused.</summary>
    internal static bool WantsJson(ParseResult parsed) => parsed.GetResult(Json) is { Implicit: false } asked && asked.Tokens.All(t => t.Value != "false");

    public static Command Create()
    {
        var command = new Command("run", "Runs the whole on this machine: packs the solution, imports it, feeds leads in and reports what both sides made of them.")
        {
            Database, Leads, Map, Encoding, SkipBad, Json, Limit, Seed, Language,
        };
        command.Validators.Add(result =>
        {
            // Not by value: an option without its file has none. That, and an empty name, is told elsewhere.
            var (leads, map) = (result.GetResult(Leads), result.GetResult(Map));
            if ((leads is null) != (map is null) && (leads ?? map)!.Tokens.Any(t => !string.IsNullOrWhiteSpace(t.Value)))
            {
                result.AddError("--leads and --map go together: give both, or neither for the sample firm.");
            }
        });
        // Off the calling thread, so that Ctrl+C is heard while the work goes on.
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var isJson = parsed.GetValue(Json);
        var tally = new FeedTally();
        var source = Source(parsed, tally);
        if (source is null)
        {
            return Refuse(tally, isJson, output, error, canSkip: false);
        }

        var options = new RunOptions
        {
            DatabaseFile = parsed.GetValue(Database),
            SkipBad = parsed.GetValue(SkipBad),
            Limit = parsed.GetValue(Limit),
            LanguageCode = parsed.GetValue(Language) == "fr" ? 1036 : 1033,
        };
        var isInteractive = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
        var report = ConsoleProgress.Show(error, isInteractive, progress => LeadRun.Run(parsed.Layout(), source, options, tally, progress, cancellation));
        if (report is null)
        {
            return Refuse(tally, isJson, output, error, canSkip: !options.SkipBad);
        }

        if (isJson)
        {
            output.WriteLine(RunReportJson.Write(report));
        }
        else
        {
            RunReportText.Write(report, Terminal(output));
        }

        return report.Leads.Bad > 0 && !options.SkipBad ? ExitCode.BadInput
            : report.Leads.Stored < report.Leads.Created + report.Leads.Existing ? ExitCode.Unexpected
            : ExitCode.Ok;
    }

    private static ILeadSource? Source(ParseResult parsed, FeedTally tally)
    {
        if (parsed.GetValue(Leads) is not { } leads)
        {
            return new SampleFirm(parsed.GetValue(Seed));
        }

        var source = CsvLeadSource.Open(leads, parsed.GetValue(Map)!, parsed.GetValue(Encoding), out var problems);
        foreach (var problem in problems)
        {
            tally.Add(problem);
        }

        return source;
    }

    private static int Refuse(FeedTally tally, bool isJson, TextWriter output, TextWriter error, bool canSkip)
    {
        if (isJson)
        {
            output.WriteLine(RunReportJson.Write(tally.Problems, tally.BadRows));
        }

        RunReportText.Write(tally.Problems, tally.BadRows, error.WriteLine);
        error.WriteLine(canSkip && tally.Problems.TrueForAll(p => p.Kind == CsvProblemKind.Row)
            ? "Nothing was stored. Mend the rows, or run again with --skip-bad to leave them out."
            : "Nothing was stored.");
        return ExitCode.BadInput;
    }

    private static IAnsiConsole Terminal(TextWriter output)
    {
        var isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!isTerminal)
        {
            // A file or a pipe has no width: long lines stay whole.
            console.Profile.Width = 200;
        }

        return console;
    }
}
