using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Dataverse.Json;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse;

/// <summary>
/// One scoring as it is kept: which rules, when, from which facts and standing, and line by line to which result.
/// Enough to do it again and come to the same, whatever became of the lead.
/// </summary>
public sealed class ScoreRecord
{
    /// <summary>Characters the column holds. A lead with more events than fit keeps its lines but cannot be replayed.</summary>
    internal const int MostCharacters = 1_048_576;

    private readonly Dictionary<string, FactValue> facts;

    private ScoreRecord(JsonReader json)
    {
        At = json.Time("at") ?? throw Incomplete("at");
        LeadId = json.Id("lead") ?? throw Incomplete("lead");
        AgreementId = json.Id("agreement") ?? throw Incomplete("agreement");
        ModelId = json.Id("model") ?? throw Incomplete("model");
        CanReplay = json.Boolean("replayable") ?? false;
        FactsChangedOn = json.Time("factsChangedOn");
        Standing = ReadStanding(json.Object("standing") ?? throw Incomplete("standing"));
        facts = json.Array("facts").ToDictionary(fact => fact.Text("column")!, ReadFact, StringComparer.Ordinal);
        Events = json.Array("events").Select(ReadEvent).ToArray();
    }

    /// <summary>The moment, in UTC.</summary>
    public DateTime At { get; }

    /// <summary>The lead.</summary>
    public Guid LeadId { get; }

    /// <summary>The agreement in force at that moment.</summary>
    public Guid AgreementId { get; }

    /// <summary>The version of the rules.</summary>
    public Guid ModelId { get; }

    /// <summary>Whether facts and events are complete.</summary>
    public bool CanReplay { get; }

    /// <summary>When a fact last changed, in UTC; <c>null</c> when not known.</summary>
    public DateTime? FactsChangedOn { get; }

    /// <summary>Where the lead stood before.</summary>
    public Standing Standing { get; }

    /// <summary>What the lead had done.</summary>
    public IReadOnlyList<EngagementEvent> Events { get; }

    /// <summary>Reads a record.</summary>
    /// <exception cref="FormatException">The text is no such record.</exception>
    public static ScoreRecord Parse(string json) => new(JsonReader.Parse(json));

    /// <summary>The strongest reasons of a kept scoring in a language given as LCID; <c>null</c> when nothing is kept.</summary>
    /// <exception cref="FormatException">The text is no such record.</exception>
    public static string? ReasonsIn(string? json, int language) =>
        string.IsNullOrEmpty(json)
            ? null
            : JsonReader.Parse(json!).Object("reasons")?.Text(Languages.Closest(language) == Languages.French ? "fr" : "en");

    /// <summary>Does the scoring again.</summary>
    /// <param name="policy">The rules named by <see cref="AgreementId"/> and <see cref="ModelId"/>.</param>
    /// <exception cref="InvalidOperationException">The record lacks facts; see <see cref="CanReplay"/>.</exception>
    public Verdict Replay(ScoringPolicy policy)
    {
        if (policy is null)
            throw new ArgumentNullException(nameof(policy));
        if (!CanReplay)
            throw new InvalidOperationException("The record had no room for all events of the lead, so it cannot be replayed.");
        return LeadLife.Judge(policy, policy.FactsOf(LeadId, Fact, Events, FactsChangedOn), Standing, At);
    }

    /// <summary>Writes a record: the same text for the same scoring, in every culture.</summary>
    internal static string Write(ScoringPolicy policy, Facts facts, Standing before, Verdict verdict)
    {
        var text = Write(policy, facts, before, verdict, replayable: true);
        return text.Length <= MostCharacters ? text : Write(policy, facts, before, verdict, replayable: false);
    }

    private static string Write(ScoringPolicy policy, Facts facts, Standing before, Verdict verdict, bool replayable) =>
        JsonWriter.Write(json =>
        {
            json.Member("at", verdict.Score.At);
            json.Member("lead", facts.LeadId);
            json.Member("agreement", policy.Terms.Id);
            json.Member("model", policy.Model.Id);
            json.Member("modelVersion", policy.Model.Version);
            json.Member("replayable", replayable);
            json.Object("score", member => WriteResult(member, verdict));
            json.Object("reasons", member =>
            {
                member.Member("en", Reasons.InWords(verdict.Score, Language.English));
                member.Member("fr", Reasons.InWords(verdict.Score, Language.French));
            });
            json.Array("lines", verdict.Score.Contributions, WriteLine);
            json.Object("standing", member => WriteStanding(member, before));
            json.Member("factsChangedOn", facts.ChangedOn);
            if (!replayable)
                return;
            json.Array("facts", Enumerable.Range(0, facts.Columns.Count).Where(i => facts.Values[i].IsKnown), (member, i) =>
                WriteFact(member, facts.Columns[i], facts.Values[i]));
            json.Array("events", facts.Events, WriteEvent);
        });

    private static void WriteResult(JsonWriter json, Verdict verdict)
    {
        json.Member("fit", verdict.Score.Fit);
        json.Member("engagement", verdict.Score.Engagement);
        json.Member("whole", verdict.Score.Whole);
        json.Member("grade", verdict.Score.Grade.ToString());
        json.Member("stage", verdict.Standing.Stage.ToString());
        json.Member("rescoreOn", verdict.RescoreOn);
    }

    private static void WriteLine(JsonWriter json, Contribution line)
    {
        json.Member("kind", line.Kind.ToString());
        json.Member("dimension", line.Dimension.ToString());
        json.Member("group", line.Group?.ToString());
        json.Member("criterion", line.Criterion?.Id);
        json.Member("name", line.Criterion?.Name);
        json.Member("nameFr", line.Criterion?.FrenchName);
        if (line.Events > 0)
            json.Member("events", line.Events);
        json.Member("points", line.Points);
        json.Member("share", line.Share);
    }

    private static void WriteStanding(JsonWriter json, Standing standing)
    {
        json.Member("stage", (int)standing.Stage);
        json.Member("stageSince", standing.StageSince);
        json.Member("cycle", standing.Cycle);
        json.Member("belowSince", standing.BelowSince);
        json.Member("rejectedOn", standing.RejectedOn);
        json.Member("recycleOn", standing.RecycleOn);
        json.Member("handoffOpen", standing.HandoffOpen);
        json.Member("exploring", standing.Exploring);
    }

    private static Standing ReadStanding(JsonReader json) => new()
    {
        Stage = (Stage)(int)(json.Number("stage") ?? 0),
        StageSince = json.Time("stageSince"),
        Cycle = (int)(json.Number("cycle") ?? 0),
        BelowSince = json.Time("belowSince"),
        RejectedOn = json.Time("rejectedOn"),
        RecycleOn = json.Time("recycleOn"),
        HandoffOpen = json.Boolean("handoffOpen") ?? false,
        Exploring = json.Boolean("exploring") ?? false,
    };

    private static void WriteFact(JsonWriter json, string column, FactValue fact)
    {
        json.Member("column", column);
        json.Member("kind", (int)fact.Kind);
        switch (fact.Kind)
        {
            case FactKind.Text:
                json.Member("text", fact.Text);
                break;
            case FactKind.Reference:
                json.Member("id", fact.Reference);
                break;
            default:
                json.Member("number", fact.Number);
                break;
        }
    }

    private static FactValue ReadFact(JsonReader json)
    {
        var number = json.Number("number") ?? 0;
        return (FactKind)(int)(json.Number("kind") ?? 0) switch
        {
            FactKind.Text => FactValue.OfText(json.Text("text")),
            FactKind.Number => FactValue.OfNumber(number),
            FactKind.Choice => FactValue.OfChoice((int)number),
            FactKind.Flag => FactValue.OfFlag(number != 0),
            FactKind.Instant => FactValue.OfInstant(UnixTime.ToUtc((long)number)),
            FactKind.Reference => FactValue.OfReference(json.Id("id") ?? Guid.Empty),
            _ => FactValue.Unknown,
        };
    }

    private static void WriteEvent(JsonWriter json, EngagementEvent item)
    {
        json.Member("on", item.OccurredAt);
        json.Member("type", (int)item.Type);
        json.Member("channel", (int)item.Channel);
        json.Member("key", item.SourceKey);
        json.Member("content", item.Content);
        json.Member("campaign", item.CampaignId);
    }

    private static EngagementEvent ReadEvent(JsonReader json) => new(
        UnixTime.ToUtc((long)(json.Number("on") ?? 0)),
        (EngagementType)(int)(json.Number("type") ?? 0),
        (Channel)(int)(json.Number("channel") ?? 0),
        json.Text("key"),
        json.Text("content"),
        json.Id("campaign"));

    private FactValue Fact(string column) => facts.TryGetValue(column, out var value) ? value : FactValue.Unknown;

    private static FormatException Incomplete(string member) => new("The record of a scoring lacks '" + member + "'.");
}
