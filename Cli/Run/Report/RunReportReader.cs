using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Cli.Csv;
using Smarketing.Cli.Run.Feed;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;

namespace Smarketing.Cli.Run.Report;

/// <summary>Reads the report out of the environment: what stands there counts, not what was sent.</summary>
internal sealed class RunReportReader(LocalOrganization organization, ILeadSource source, FeedTally tally, RunOptions options)
{
    private readonly IOrganizationService _service = organization.CreateService();

    public RunReport Read(RunReport.Timing timings)
    {
        // Counted before the report itself asks for anything.
        var requests = organization.Requests.Snapshot();
        var leads = Leads();
        var scored = leads.Count(l => l.Contains(Lead.Columns.Score));
        return new RunReport
        {
            Source = source.Name,
            AsOf = source.AsOf,
            Leads = new(tally.LeadsRead, tally.BadRows, tally.LeadsCreated, tally.LeadsExisting, leads.Count, scored, leads.Count(l => l.GetAttributeValue<string>(Lead.Columns.ScoreFault) is { Length: > 0 })),
            Engagements = new(tally.EngagementsRead, tally.EngagementsCreated, tally.EngagementsExisting, StoredEngagements()),
            Stages = Enum.GetValues<Stage>().Select(s => new RunReport.StageCount(s.ToString(), leads.Count(l => Choice<Stage>(l, Lead.Columns.Stage) == s))).ToList(),
            Grades = Grades(leads),
            Outcomes = Outcomes(leads),
            ScoreChanges = Changes(),
            Rescored = tally.Rescored,
            Story = source.Floor is null ? null : new StoryReader(_service, options.LanguageCode == 1036).Read(),
            Requests = Requests(requests, leads.Count),
            Alerts = Alerts(),
            FailedJobs = organization.FailedJobs.Select(j => $"{j.StepName}: {j.Error}").Take(100).ToList(),
            Problems = tally.Problems.Select(Line).ToList(),
            Explained = Explained(leads),
            Timings = timings,
        };
    }

    public static RunReport.ProblemLine Line(CsvProblem problem) =>
        new(problem.Kind.ToString(), problem.File, problem.Line, problem.Column, problem.ColumnName, problem.Reason, problem.Remedy);

    private List<Entity> Leads()
    {
        var query = new QueryExpression(Lead.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(
                "firstname", "lastname", "companyname", Lead.Columns.Grade, Lead.Columns.Stage, Lead.Columns.Score, Lead.Columns.FitScore, Lead.Columns.EngagementScore, Lead.Columns.ScoreFault),
        };
        return Pages.All(_service, query).Where(l => tally.Outcomes.ContainsKey(l.Id)).ToList();
    }

    private int StoredEngagements()
    {
        var query = new QueryExpression(Engagement.EntityLogicalName) { ColumnSet = new ColumnSet(Engagement.Columns.LeadId) };
        return Pages.All(_service, query).Count(e => e.GetAttributeValue<EntityReference>(Engagement.Columns.LeadId) is { } lead && tally.Outcomes.ContainsKey(lead.Id));
    }

    private List<RunReport.GradeCount> Grades(List<Entity> leads) =>
        Enum.GetValues<Grade>().Select(grade =>
        {
            var members = leads.Where(l => Choice<Grade>(l, Lead.Columns.Grade) == grade).ToList();
            var known = members.Count(l => tally.Outcomes[l.Id] is not null);
            var won = members.Count(l => tally.Outcomes[l.Id] == true);
            return new RunReport.GradeCount(grade.ToString(), members.Count, known, won, Share(won, known));
        }).ToList();

    private RunReport.OutcomeCounts Outcomes(List<Entity> leads)
    {
        var known = leads.Count(l => tally.Outcomes[l.Id] is not null);
        var won = leads.Count(l => tally.Outcomes[l.Id] == true);
        return new(known, won, Share(won, known));
    }

    private RunReport.ChangeCounts Changes()
    {
        var query = new QueryExpression(ScoreChange.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(
                ScoreChange.Columns.LeadId, ScoreChange.Columns.Trigger, ScoreChange.Columns.OldStage, ScoreChange.Columns.NewStage, ScoreChange.Columns.NewGrade,
                ScoreChange.Columns.NewFit, ScoreChange.Columns.NewEngagement, ScoreChange.Columns.NewScore, ScoreChange.Columns.Explanation),
        };
        var replay = new ScoreReplay(_service);
        // Each is recomputed as it is read: the records of all of them need not be held together.
        var changes = Pages.Each(_service, query)
            .Where(c => c.GetAttributeValue<EntityReference>(ScoreChange.Columns.LeadId) is { } lead && tally.Outcomes.ContainsKey(lead.Id))
            .Select(c => (
                Trigger: Choice<ScoreTrigger>(c, ScoreChange.Columns.Trigger),
                Old: Choice<Stage>(c, ScoreChange.Columns.OldStage),
                New: Choice<Stage>(c, ScoreChange.Columns.NewStage),
                IsConfirmed: replay.Confirms(c)))
            .ToList();
        var byTrigger = changes.GroupBy(c => c.Trigger?.ToString() ?? "unknown", StringComparer.Ordinal);
        var moves = changes
            .Where(m => m.Old is not null && m.New is not null && m.Old != m.New)
            .GroupBy(m => $"{m.Old} → {m.New}", StringComparer.Ordinal);
        return new(changes.Count, changes.Count(c => c.IsConfirmed), Sorted(byTrigger.Select(g => (g.Key, g.Count()))), Sorted(moves.Select(g => (g.Key, g.Count()))));
    }

    private static RunReport.RequestCounts Requests(IReadOnlyList<RequestCount> counts, int leads)
    {
        double PerLead(long count) => leads == 0 ? 0 : Math.Round((double)count / leads, 3);
        var total = counts.Sum(c => c.Count);
        return new(total, PerLead(total), counts.Select(c => new RunReport.RequestLine(c.Origin.ToString(), c.Message, c.Table, c.Count, PerLead(c.Count))).ToList());
    }

    private List<RunReport.AlertLine> Alerts()
    {
        var query = new QueryExpression(Alert.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Alert.Columns.Kind, Alert.Columns.Message, Alert.Columns.RaisedOn, Alert.Columns.HealedOn),
        };
        query.AddOrder(Alert.Columns.RaisedOn, OrderType.Ascending);
        return Pages.All(_service, query).Select(a => new RunReport.AlertLine(
            Choice<AlertKind>(a, Alert.Columns.Kind)?.ToString() ?? string.Empty,
            a.GetAttributeValue<string>(Alert.Columns.Message) ?? string.Empty,
            a.GetAttributeValue<DateTime?>(Alert.Columns.RaisedOn),
            a.GetAttributeValue<DateTime?>(Alert.Columns.HealedOn)))
            .OrderBy(a => a.RaisedOn).ThenBy(a => a.Kind, StringComparer.Ordinal).ThenBy(a => a.Message, StringComparer.Ordinal).ToList();
    }

    /// <summary>The best leads and, for contrast, one that is disqualified.</summary>
    private List<RunReport.ExplainedLead> Explained(List<Entity> leads)
    {
        var ranked = leads
            .Where(l => l.Contains(Lead.Columns.Score))
            .OrderByDescending(l => l.GetAttributeValue<decimal?>(Lead.Columns.Score))
            .ThenBy(l => tally.Keys[l.Id], StringComparer.Ordinal)
            .ToList();
        var disqualified = ranked.Find(l => Choice<Stage>(l, Lead.Columns.Stage) == Stage.Disqualified);
        var best = ranked.Where(l => l != disqualified).Take(disqualified is null ? options.Explained : Math.Max(0, options.Explained - 1)).ToList();
        // Asked now, a lead may have faded since it was last scored.
        var explained = best.Select(Explain).OrderByDescending(l => l.Score).ThenBy(l => l.Key, StringComparer.Ordinal).ToList();
        if (disqualified is not null && options.Explained > 0)
        {
            explained.Add(Explain(disqualified));
        }

        return explained;
    }

    private RunReport.ExplainedLead Explain(Entity lead)
    {
        // Stored reasons are in the agreement's language; the message answers in the reader's.
        var answer = _service.Execute(new OrganizationRequest("smk_ScoreLead")
        {
            ["Target"] = lead.ToEntityReference(),
            ["LanguageCode"] = options.LanguageCode,
        });
        var results = answer.Results;
        var name = string.Join(' ', new[] { lead.GetAttributeValue<string>("firstname"), lead.GetAttributeValue<string>("lastname") }.Where(n => n is not null));
        return new(
            tally.Keys[lead.Id],
            name.Length == 0 ? null : name,
            lead.GetAttributeValue<string>("companyname"),
            results.TryGetValue("Grade", out var grade) ? grade as string : null,
            results.TryGetValue("Stage", out var stage) && stage is int option ? ((Stage)option).ToString() : null,
            Number(results, "Score"),
            Number(results, "Fit"),
            Number(results, "Engagement"),
            ((results.TryGetValue("Reasons", out var text) ? text as string : null) ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private static decimal? Number(ParameterCollection results, string name) => results.TryGetValue(name, out var value) ? value as decimal? : null;

    private static SortedDictionary<string, int> Sorted(IEnumerable<(string Key, int Count)> counts) =>
        new(counts.ToDictionary(c => c.Key, c => c.Count, StringComparer.Ordinal), StringComparer.Ordinal);

    private static T? Choice<T>(Entity row, string column)
        where T : struct, Enum =>
        row.GetAttributeValue<OptionSetValue>(column) is { } option ? (T)Enum.ToObject(typeof(T), option.Value) : null;

    private static double? Share(int part, int whole) => whole == 0 ? null : Math.Round((double)part / whole, 4);
}
