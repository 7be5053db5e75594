using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Smarketing.Cli.Csv;
using Spectre.Console;

namespace Smarketing.Cli.Run.Report;

/// <summary>A report for a person at a terminal.</summary>
public static class RunReportText
{
    private const int MostProblems = 20;
    private const int MostRequests = 12;

    public static void Write(RunReport report, IAnsiConsole console)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(console);
        console.WriteLine();
        console.MarkupLine($"[bold]{Markup.Escape(Visible(report.Source))}[/], as of {report.AsOf.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC");
        console.WriteLine();
        WriteCounts(report, console);
        WriteStages(report, console);
        WriteGrades(report, console);
        WriteExplained(report, console);
        if (report.Story is { } story)
        {
            StoryText.Write(story, console);
        }

        WriteRequests(report, console);
        WriteTrouble(report, console);
        console.WriteLine(Invariant($"{report.Leads.In} leads in {report.Timings.Feed:0.0} s: {report.Timings.LeadsPerSecond:0} leads per second (import {report.Timings.Import:0.0} s, all {report.Timings.Total:0.0} s)"));
    }

    /// <summary>Bad rows, one line each, and how many more there are.</summary>
    public static void Write(IReadOnlyList<CsvProblem> problems, int count, Action<string> line)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ArgumentNullException.ThrowIfNull(line);
        foreach (var problem in problems.Take(MostProblems))
        {
            line(Visible(problem.ToString()));
        }

        if (count > MostProblems)
        {
            line(Invariant($"… and {count - MostProblems} more; --json lists the first thousand."));
        }
    }

    private static void WriteCounts(RunReport report, IAnsiConsole console)
    {
        var (leads, events) = (report.Leads, report.Engagements);
        console.WriteLine(Invariant($"Leads        in {leads.In}   stored {leads.Stored}   scored {leads.Scored}   faulty {leads.Faulty}   bad rows {leads.Bad}"));
        console.WriteLine(Invariant($"Engagement   in {events.In}   stored {events.Stored}   there already {events.Existing}"));
        if (leads.Existing > 0)
        {
            console.WriteLine(Invariant($"Again        {leads.Existing} of these leads were there from an earlier run; nothing was added twice."));
        }

        console.WriteLine(Invariant($"Changes      {report.ScoreChanges.Total} of grade or stage ({Join(report.ScoreChanges.ByTrigger)}); scored again by time alone {report.Rescored}"));
        console.WriteLine(Invariant($"Replay       {report.ScoreChanges.Replayed} of {report.ScoreChanges.Total} changes recomputed to the same score, grade and stage"));
        console.WriteLine();
    }

    private static void WriteStages(RunReport report, IAnsiConsole console)
    {
        var chart = new BarChart().Width(60);
        foreach (var stage in report.Stages.Where(s => s.Leads > 0))
        {
            chart.AddItem(stage.Stage, stage.Leads, Color.Teal);
        }

        console.Write(chart);
        console.WriteLine();
    }

    private static void WriteGrades(RunReport report, IAnsiConsole console)
    {
        var hasOutcomes = report.Outcomes.Known > 0;
        var table = new Table().Title(hasOutcomes ? "Grades: leads, and the share that became customers" : "Grades: leads").AddColumn("fit \\ engagement");
        foreach (var digit in "1234")
        {
            table.AddColumn(new TableColumn(digit.ToString()).RightAligned());
        }

        table.AddColumn(new TableColumn("all").RightAligned());
        foreach (var letter in "ABCD")
        {
            var row = report.Grades.Where(g => g.Grade[0] == letter).ToList();
            table.AddRow([letter.ToString(), .. row.Select(g => Cell([g], hasOutcomes)), Cell(row, hasOutcomes)]);
        }

        table.AddRow(["all", .. "1234".Select(d => Cell(report.Grades.Where(g => g.Grade[1] == d).ToList(), hasOutcomes)), Cell(report.Grades, hasOutcomes)]);
        console.Write(table);
        console.WriteLine();
    }

    private static string Cell(IReadOnlyList<RunReport.GradeCount> grades, bool hasOutcomes)
    {
        var (leads, known, won) = (grades.Sum(g => g.Leads), grades.Sum(g => g.Known), grades.Sum(g => g.Won));
        return !hasOutcomes ? Invariant($"{leads}")
            : known == 0 ? Invariant($"{leads}   –")
            : Invariant($"{leads} {100.0 * won / known,3:0}%");
    }

    private static void WriteExplained(RunReport report, IAnsiConsole console)
    {
        foreach (var lead in report.Explained)
        {
            console.WriteLine(Visible(Invariant($"{lead.Grade} {lead.Score:0.00}  {lead.Name ?? lead.Key}{(lead.Company is null ? string.Empty : ", " + lead.Company)}  {lead.Stage}  fit {lead.Fit:0.00}  engagement {lead.Engagement:0.00}")));
            foreach (var reason in lead.Reasons)
            {
                console.WriteLine("    " + reason);
            }
        }

        console.WriteLine();
    }

    private static void WriteRequests(RunReport report, IAnsiConsole console)
    {
        var table = new Table().Title(Invariant($"Requests per lead: {report.Requests.PerLead:0.00}")).AddColumns("from", "message", "table");
        table.AddColumn(new TableColumn("requests").RightAligned()).AddColumn(new TableColumn("per lead").RightAligned());
        foreach (var line in report.Requests.ByMessage.OrderByDescending(l => l.Count).Take(MostRequests))
        {
            table.AddRow(line.Origin, line.Message, line.Table, Invariant($"{line.Count}"), Invariant($"{line.PerLead:0.00}"));
        }

        console.Write(table);
        console.WriteLine();
    }

    private static void WriteTrouble(RunReport report, IAnsiConsole console)
    {
        foreach (var alert in report.Alerts.Where(a => a.HealedOn is null))
        {
            console.WriteLine(Invariant($"Alert {alert.Kind} since {alert.RaisedOn:yyyy-MM-dd HH:mm}: {alert.Message}"));
        }

        // What is over is counted; --json has each of them.
        var healed = report.Alerts.Where(a => a.HealedOn is not null).GroupBy(a => a.Kind, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (healed.Count > 0)
        {
            console.WriteLine("Healed alerts: " + string.Join(", ", healed.Select(g => Invariant($"{g.Key} {g.Count()}"))));
        }

        foreach (var job in report.FailedJobs.Take(MostProblems))
        {
            console.WriteLine("Failed job " + job);
        }

        foreach (var problem in report.Problems.Take(MostProblems))
        {
            console.WriteLine(Visible($"Left out: {CsvProblem.Place(problem.File, problem.Line, problem.Column, problem.ColumnName)}: {problem.Reason}"));
        }

        if (report.Leads.Bad > MostProblems)
        {
            console.WriteLine(Invariant($"… {report.Leads.Bad} left out in all."));
        }
    }

    /// <summary>A text of the input with its control characters replaced: what a cell holds must not steer the reader's terminal.</summary>
    private static string Visible(string text) =>
        string.Create(text.Length, text, (copy, source) =>
        {
            for (var i = 0; i < copy.Length; i++)
            {
                copy[i] = char.IsControl(source[i]) ? '\uFFFD' : source[i];
            }
        });

    private static string Join(IReadOnlyDictionary<string, int> counts) => string.Join(", ", counts.Select(c => Invariant($"{c.Key} {c.Value}")));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
