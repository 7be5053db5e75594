using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace Smarketing.Tests.Cli.Run;

[Collection("Sample")]
public sealed class SampleRunTests(SampleRun run)
{
    private JsonElement Report => run.Result.Json;

    [Fact]
    public void The_run_ends_well_and_says_its_progress_on_the_error_stream_only()
    {
        Assert.Equal(0, run.Result.ExitCode);
        Assert.StartsWith("{", run.Result.Output);
        Assert.Contains("Feeding leads", run.Result.Error);
    }

    [Fact]
    public void Every_lead_that_comes_in_is_stored_and_scored()
    {
        var leads = Report.GetProperty("leads");
        Assert.Equal([500, 0, 500, 0, 500, 500, 0], Numbers(leads, "in", "bad", "created", "existing", "stored", "scored", "faulty"));
    }

    [Fact]
    public void Every_event_is_stored_once_however_often_it_is_delivered()
    {
        var events = Report.GetProperty("engagements");
        var (read, created, existing, stored) = (Number(events, "in"), Number(events, "created"), Number(events, "existing"), Number(events, "stored"));
        Assert.True(existing > 0);
        Assert.Equal(read, created + existing);
        Assert.Equal(created, stored);
    }

    [Fact]
    public void Stages_and_grades_each_add_up_to_the_leads()
    {
        Assert.Equal(500, Report.GetProperty("stages").EnumerateArray().Sum(s => Number(s, "leads")));
        Assert.Equal(16, Report.GetProperty("grades").GetArrayLength());
        Assert.Equal(500, Report.GetProperty("grades").EnumerateArray().Sum(g => Number(g, "leads")));
        Assert.Equal(Number(Report.GetProperty("outcomes"), "won"), Report.GetProperty("grades").EnumerateArray().Sum(g => Number(g, "won")));
    }

    [Fact]
    public void Some_leads_become_customers_others_ripen_on_and_students_and_competitors_do_not()
    {
        var stages = Report.GetProperty("stages").EnumerateArray().ToDictionary(s => s.GetProperty("stage").GetString()!, s => Number(s, "leads"));
        Assert.InRange(stages["Customer"], 10, 100);
        Assert.InRange(stages["Nurture"], 5, 100);
        Assert.InRange(stages["Disqualified"], 5, 120);
    }

    [Fact]
    public void Good_fits_and_busy_leads_became_customers_more_often()
    {
        Assert.True(Conversion(Report, g => g[0] == 'A') > 2 * Conversion(Report, g => g[0] == 'D'));
        Assert.True(Conversion(Report, g => g[1] == '1') > 2 * Conversion(Report, g => g[1] == '4'));
    }

    [Fact]
    public void A_few_leads_are_explained()
    {
        var explained = Report.GetProperty("explained").EnumerateArray().ToList();
        Assert.Equal(4, explained.Count);
        Assert.All(explained, e => Assert.NotEqual(0, e.GetProperty("reasons").GetArrayLength()));
        Assert.Contains(explained, e => e.GetProperty("stage").GetString() == "Disqualified");
    }

    [Fact]
    public void Requests_are_counted_by_message_and_origin()
    {
        var requests = Report.GetProperty("requests");
        var lines = requests.GetProperty("byMessage").EnumerateArray().ToList();
        Assert.Equal(requests.GetProperty("total").GetInt64(), lines.Sum(l => l.GetProperty("count").GetInt64()));
        Assert.Contains(lines, l => l.GetProperty("origin").GetString() == "Outside" && l.GetProperty("message").GetString() == "Create"
            && l.GetProperty("table").GetString() == "lead" && l.GetProperty("count").GetInt64() == 500);
    }

    [Fact]
    public void The_leads_explained_come_best_first_and_the_disqualified_last()
    {
        var explained = Report.GetProperty("explained").EnumerateArray().ToArray();
        var scores = explained[..^1].Select(lead => lead.GetProperty("score").GetDecimal()).ToArray();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal("Disqualified", explained[^1].GetProperty("stage").GetString());
    }

    [Fact]
    public void Every_change_of_score_can_be_recomputed() =>
        Assert.Equal(
            Report.GetProperty("scoreChanges").GetProperty("total").GetInt32(), Report.GetProperty("scoreChanges").GetProperty("replayed").GetInt32());

    [Fact]
    public void Time_alone_changes_scores_and_no_job_or_rule_fails()
    {
        Assert.True(Number(Report, "rescored") > 0);
        Assert.True(Report.GetProperty("scoreChanges").GetProperty("byTrigger").GetProperty("Elapsed").GetInt32() > 0);
        Assert.Equal(0, Report.GetProperty("failedJobs").GetArrayLength());
        Assert.DoesNotContain(Report.GetProperty("alerts").EnumerateArray(), a => a.GetProperty("kind").GetString() is "MissingAgreement" or "ScoringFault" or "NoPair" or "NoPool");
    }

    [Fact]
    public async Task Two_runs_tell_the_same_but_for_the_time_they_took()
    {
        var (first, second) = (await CommandLine.Run("--json", "--limit", "60"), await CommandLine.Run("--json", "--limit", "60"));
        Assert.Equal(WithoutTimings(first.Json), WithoutTimings(second.Json));
    }

    [Fact]
    public async Task A_person_reads_a_table_and_reasons_in_French()
    {
        var result = await CommandLine.Run("--limit", "40", "--lang", "fr");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("in 40   stored 40   scored 40", result.Output);
        Assert.Contains("Guide téléchargé", result.Output);
        Assert.Contains("Requests per lead", result.Output);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_ends_without_a_report()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        var result = await CommandLine.Run(cancellation.Token, "--json");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Equal("Cancelled.", result.Json.GetProperty("problems")[0].GetProperty("reason").GetString());
        Assert.False(result.Json.TryGetProperty("leads", out _));
        Assert.DoesNotContain("   at ", result.Error);
    }

    internal static double Conversion(JsonElement report, Func<string, bool> grades)
    {
        var cells = report.GetProperty("grades").EnumerateArray().Where(g => grades(g.GetProperty("grade").GetString()!)).ToList();
        return (double)cells.Sum(g => Number(g, "won")) / cells.Sum(g => Number(g, "known"));
    }

    internal static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static IEnumerable<int> Numbers(JsonElement element, params string[] names) => names.Select(n => Number(element, n));

    private static string WithoutTimings(JsonElement report) =>
        string.Join('\n', report.EnumerateObject().Where(p => p.Name != "timings").Select(p => p.Name + " " + p.Value.GetRawText()));
}
