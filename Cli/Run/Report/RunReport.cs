using System;
using System.Collections.Generic;

namespace Smarketing.Cli.Run.Report;

/// <summary>What a run found. The names of the members are the keys of <c>--json</c>, described in docs/run.md.</summary>
public sealed record RunReport
{
    /// <summary>The version of this shape; it rises when a key changes its meaning or goes.</summary>
    public int Version => 1;

    public required string Source { get; init; }

    /// <summary>The instant the report speaks of (UTC).</summary>
    public required DateTime AsOf { get; init; }

    public required LeadCounts Leads { get; init; }

    public required EngagementCounts Engagements { get; init; }

    public required IReadOnlyList<StageCount> Stages { get; init; }

    /// <summary>All sixteen grades, A1 first.</summary>
    public required IReadOnlyList<GradeCount> Grades { get; init; }

    public required OutcomeCounts Outcomes { get; init; }

    public required IReadOnlyList<ExplainedLead> Explained { get; init; }

    public required ChangeCounts ScoreChanges { get; init; }

    /// <summary>Leads scored again because time alone had changed their grade or stage.</summary>
    public required int Rescored { get; init; }

    /// <summary>What sales made of the ripe leads; null where the source has nobody who works them.</summary>
    public required StoryReport? Story { get; init; }

    public required RequestCounts Requests { get; init; }

    public required IReadOnlyList<AlertLine> Alerts { get; init; }

    /// <summary>Asynchronous jobs that were given up.</summary>
    public required IReadOnlyList<string> FailedJobs { get; init; }

    /// <summary>Rows that were left out, the first thousand.</summary>
    public required IReadOnlyList<ProblemLine> Problems { get; init; }

    /// <summary>The only part that differs from run to run.</summary>
    public required Timing Timings { get; init; }

    /// <param name="In">Rows of the input that say who a lead is.</param>
    /// <param name="Bad">Rows that could not be read or were refused.</param>
    /// <param name="Created">Leads this run created.</param>
    /// <param name="Existing">Leads an earlier run had created.</param>
    /// <param name="Stored">Leads of the input found in the environment at the end.</param>
    /// <param name="Scored">Those of them with a score.</param>
    /// <param name="Faulty">Those of them whose last scoring failed.</param>
    public sealed record LeadCounts(int In, int Bad, int Created, int Existing, int Stored, int Scored, int Faulty);

    /// <param name="In">Events of the input.</param>
    /// <param name="Created">Events this run created.</param>
    /// <param name="Existing">Events whose source key was there already: delivered twice, or by an earlier run.</param>
    /// <param name="Stored">Events of the input's leads found in the environment at the end.</param>
    public sealed record EngagementCounts(int In, int Created, int Existing, int Stored);

    public sealed record StageCount(string Stage, int Leads);

    /// <param name="Grade">A1 to D4.</param>
    /// <param name="Leads">Leads with that grade.</param>
    /// <param name="Known">Those of them whose outcome is known.</param>
    /// <param name="Won">Those of them that became customers.</param>
    /// <param name="Conversion">Won ÷ known; null when none is known.</param>
    public sealed record GradeCount(string Grade, int Leads, int Known, int Won, double? Conversion);

    public sealed record OutcomeCounts(int Known, int Won, double? Conversion);

    /// <summary>A lead and the strongest reasons for its score, in the language asked for.</summary>
    public sealed record ExplainedLead(string Key, string? Name, string? Company, string? Grade, string? Stage, decimal? Score, decimal? Fit, decimal? Engagement, IReadOnlyList<string> Reasons);

    /// <param name="Total">Changes of grade or stage that are kept.</param>
    /// <param name="Replayed">Those of them that, recomputed from their record and the rules it names, come out the same to the last digit.</param>
    /// <param name="ByTrigger">How many each trigger made.</param>
    /// <param name="StageMoves">How many moved between which stages.</param>
    public sealed record ChangeCounts(int Total, int Replayed, IReadOnlyDictionary<string, int> ByTrigger, IReadOnlyDictionary<string, int> StageMoves);

    /// <param name="Total">Requests of every origin while leads were fed in.</param>
    /// <param name="PerLead">The same ÷ leads stored.</param>
    /// <param name="ByMessage">One line for each origin, message and table.</param>
    public sealed record RequestCounts(long Total, double PerLead, IReadOnlyList<RequestLine> ByMessage);

    public sealed record RequestLine(string Origin, string Message, string Table, long Count, double PerLead);

    public sealed record AlertLine(string Kind, string Message, DateTime? RaisedOn, DateTime? HealedOn);

    public sealed record ProblemLine(string Kind, string? File, long? Line, int? Column, string? ColumnName, string Reason, string? Remedy);

    /// <summary>Seconds by the wall clock.</summary>
    public sealed record Timing(double Import, double Feed, double Total, double LeadsPerSecond);
}
