using System.Collections.Generic;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using Smarketing.Cli.Csv;

namespace Smarketing.Cli.Run.Report;

/// <summary>A report as one JSON object. Keys and their meaning are described in docs/run.md.</summary>
public static class RunReportJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(RunReport report) => JsonSerializer.Serialize(report, Options);

    /// <summary>What stopped a run before anything was stored.</summary>
    /// <param name="problems">The problems, the first thousand.</param>
    /// <param name="count">How many there are in all.</param>
    public static string Write(IReadOnlyList<CsvProblem> problems, int count) =>
        JsonSerializer.Serialize(new Refusal(1, count, problems.Select(RunReportReader.Line).ToList()), Options);

    /// <summary>What ended a run that no line of the input is to blame for.</summary>
    /// <param name="reason">What is wrong.</param>
    /// <param name="remedy">What to do about it, where the reason does not say.</param>
    public static string Write(string reason, string? remedy) =>
        JsonSerializer.Serialize(new Refusal(1, 1, [new("Run", null, null, null, null, reason, remedy)]), Options);

    private sealed record Refusal(int Version, int ProblemCount, IReadOnlyList<RunReport.ProblemLine> Problems);
}
