using System;
using System.Globalization;
using System.Linq;
using Spectre.Console;

namespace Smarketing.Cli.Run.Report;

/// <summary>The story for a person at a terminal.</summary>
internal static class StoryText
{
    public static void Write(StoryReport story, IAnsiConsole console)
    {
        var agreement = story.Agreement;
        console.WriteLine(Invariant($"Agreement    {agreement.Name}, version {agreement.Version}: {agreement.Status}; signed for marketing {Day(agreement.MarketingSignedOn)}, for sales {Day(agreement.SalesSignedOn)}, in force since {Day(agreement.InForceOn)}"));
        var handoffs = story.Handoffs;
        console.WriteLine(Invariant($"Hand-offs    {handoffs.Total} of {handoffs.Leads} leads ({string.Join(", ", handoffs.ByStatus.Select(s => $"{s.Key} {s.Value}"))}); promises broken {handoffs.Breaches}, escalated {handoffs.Escalated}, without owner {handoffs.Unowned}"));
        if (handoffs.Rejections.Count > 0)
        {
            console.WriteLine("Rejected     " + string.Join(", ", handoffs.Rejections.Select(r => $"{r.Key} {r.Value}")));
        }

        console.WriteLine();
        WritePairs(story, console);
        WriteCampaigns(story, console);
        WritePersonas(story, console);
        WriteContents(story, console);
        WriteAttribution(story, console);
        WriteCriteria(story, console);
        WriteObjectives(story, console);
        if (story.Review?.Text is { } review)
        {
            console.WriteLine(Printable(review));
            console.WriteLine();
        }
    }

    private static void WritePairs(StoryReport story, IAnsiConsole console)
    {
        var table = Table("Pairs", "pair", "weight", "share", "given", "accepted", "won");
        var (weights, given) = (story.Pairs.Sum(p => p.Weight), story.Pairs.Sum(p => p.Assigned));
        foreach (var pair in story.Pairs)
        {
            table.AddRow(Escaped(pair.Pair), Plain(pair.Weight), given == 0 ? "–" : Invariant($"{100m * pair.Assigned / given:0} of {100m * pair.Weight / weights:0} %"), Plain(pair.Assigned), Plain(pair.Accepted), Plain(pair.Won));
        }

        console.Write(table);
        console.WriteLine();
    }

    private static void WriteCampaigns(StoryReport story, IAnsiConsole console)
    {
        var table = Table("Closed loop by campaign", "campaign", "leads", "MQL", "SQL", "accepted", "rejected", "meetings", "opport.", "customers", "revenue", "margin", "cost", "per lead", "ROI");
        foreach (var c in story.Campaigns)
        {
            table.AddRow(
                Escaped(c.Campaign), Plain(c.Leads), Plain(c.Mqls), Plain(c.Sqls), Plain(c.Accepted), Plain(c.Rejected), Plain(c.Meetings), Plain(c.Opportunities), Plain(c.Customers),
                Amount(c.Revenue), Amount(c.Margin), Amount(c.Cost), c.CostPerLead is { } each ? Amount(each) : "–", c.Roi is { } roi ? Invariant($"{100 * roi:0} %") : "–");
        }

        console.Write(table);
        console.WriteLine();
    }

    private static void WritePersonas(StoryReport story, IAnsiConsole console)
    {
        var table = Table("Closed loop by persona", "persona", "leads", "MQL", "SQL", "accepted", "rejected", "meetings", "opport.", "customers", "lost", "win rate", "revenue");
        foreach (var p in story.Personas)
        {
            table.AddRow(
                Escaped(p.Persona), Plain(p.Leads), Plain(p.Mqls), Plain(p.Sqls), Plain(p.Accepted), Plain(p.Rejected), Plain(p.Meetings), Plain(p.Opportunities),
                Plain(p.Customers), Plain(p.Lost), p.WinRate is { } rate ? Invariant($"{100 * rate:0} %") : "–", Amount(p.Revenue));
        }

        console.Write(table);
        console.WriteLine();
    }

    private static void WriteContents(StoryReport story, IAnsiConsole console)
    {
        var table = Table("Closed loop by content", "content", "readers", "opport.", "customers", "pipeline", "revenue");
        foreach (var c in story.Contents)
        {
            table.AddRow(Escaped(c.Content), Plain(c.Readers), Plain(c.Opportunities), Plain(c.Customers), Amount(c.Pipeline), Amount(c.Revenue));
        }

        console.Write(table);
        console.WriteLine();
    }

    private static void WriteAttribution(StoryReport story, IAnsiConsole console)
    {
        var table = Table("Revenue attributed by each model", ["campaign", .. story.Attribution.Select(m => m.Model)]);
        for (var i = 0; i < story.Attribution[0].Campaigns.Count; i++)
        {
            table.AddRow([Escaped(story.Attribution[0].Campaigns[i].Campaign ?? "content without campaign"), .. story.Attribution.Select(m => Amount(m.Campaigns[i].Revenue))]);
        }

        table.AddRow(["all", .. story.Attribution.Select(m => Amount(m.Revenue))]);
        console.Write(table);
        console.WriteLine();
    }

    private static void WriteCriteria(StoryReport story, IAnsiConsole console)
    {
        var table = Table("What criteria are worth", "criterion counted at the hand-off", "hand-offs", "won with", "won without", "lift", "95 % between");
        foreach (var c in story.Criteria)
        {
            table.AddRow(
                Escaped(c.Criterion), Plain(c.Fired), Rate(c.WonWith, c.LostWith), Rate(c.WonWithout, c.LostWithout), Number(c.Lift),
                c.LiftLow is null ? "–" : $"{Number(c.LiftLow)} and {Number(c.LiftHigh)}");
        }

        console.Write(table);
        console.WriteLine();
    }

    private static string Rate(int won, int lost) => won + lost == 0 ? "–" : Invariant($"{won} of {won + lost}, {100m * won / (won + lost):0} %");

    private static void WriteObjectives(StoryReport story, IAnsiConsole console)
    {
        var table = Table("Objectives", "objective", "target", "so far", "expected by now", "forecast", "pace");
        foreach (var o in story.Objectives)
        {
            table.AddRow(Escaped(o.Name), Number(o.Target), Number(o.Actual), Number(o.Expected), Number(o.Forecast), o.Pace ?? "–");
        }

        console.Write(table);
        console.WriteLine();
    }

    private static Table Table(string title, params string[] columns)
    {
        var table = new Table().Title(title);
        for (var i = 0; i < columns.Length; i++)
        {
            table.AddColumn(i == 0 ? new TableColumn(columns[i]) : new TableColumn(columns[i]).RightAligned());
        }

        return table;
    }

    private static string Escaped(string? text) => Markup.Escape(Printable(text ?? "–"));

    /// <summary>What a row holds must not steer the reader's terminal; line breaks may stay.</summary>
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) && c != '\n' ? '\uFFFD' : c));

    private static string Day(DateTime? on) => on?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "–";

    private static string Plain(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Amount(decimal value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Number(decimal? value) => value?.ToString("#,0.##", CultureInfo.InvariantCulture) ?? "–";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
