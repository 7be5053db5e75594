using System.Linq;
using Smarketing.Crm.Dataverse.Json;
using Smarketing.Crm.Domain.Routing;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>Why a lead went where it went, as JSON on the hand-off: for programs by name, for people in both languages.</summary>
internal sealed class CandidateRecord
{
    // The column holds 100,000 characters; a pool of more pairs than this tells how many it leaves out.
    private const int Most = 150;
    private const int DetailLength = 100;

    private readonly string? pool;
    private readonly string? rule;
    private readonly RoutingDecision decision;

    /// <param name="pool">The pool, as people call it.</param>
    /// <param name="rule">The rule that chose it; <c>null</c> for the default pool or a later attempt.</param>
    /// <param name="decision">What was decided within it.</param>
    public CandidateRecord(string? pool, string? rule, RoutingDecision decision)
    {
        this.pool = pool;
        this.rule = rule;
        this.decision = decision;
    }

    /// <summary>The record of a lead for which there was no pool.</summary>
    public static string WithoutPool() => JsonWriter.Write(json =>
    {
        json.Member("how", Tables.RoutedBy.FallbackQueue.ToString());
        Say(json, RoutingTexts.WhyNoPool());
    });

    /// <summary>The record.</summary>
    public string Json() => JsonWriter.Write(json =>
    {
        json.Member("how", decision.How.ToString());
        json.Member("pool", pool);
        json.Member("rule", rule);
        json.Member("chosen", decision.Chosen?.PairId);
        if (decision.Relation is { } relation)
        {
            json.Member("relation", relation.Kind.ToString());
            json.Member("with", Clip.To(relation.With, DetailLength));
        }

        Say(json, RoutingTexts.Why(decision, pool));
        json.Array("candidates", decision.Candidates.OrderBy(Place).Take(Most), Write);
        if (decision.Candidates.Count > Most)
            json.Member("leftOut", (decimal?)(decision.Candidates.Count - Most));
    });

    private void Write(JsonWriter json, Candidate candidate)
    {
        var member = candidate.Member;
        json.Member("pair", member.PairId);
        json.Member("name", Clip.To(member.Name, DetailLength));
        json.Member("weight", (decimal?)member.Weight);
        json.Member("capacity", member.Capacity);
        json.Member("open", (decimal?)member.OpenHandoffs);
        json.Member("credit", member.Credit);
        json.Member("skipped", candidate.Skipped?.ToString());
        json.Member("detail", candidate.Detail is null ? null : Clip.To(candidate.Detail, DetailLength));
        Say(json, RoutingTexts.Standing(candidate, IsChosen(candidate)));
    }

    private int Place(Candidate candidate) => IsChosen(candidate) ? 0 : candidate.IsEligible ? 1 : 2;

    private bool IsChosen(Candidate candidate) => candidate.Member.Id == decision.Chosen?.Id;

    private static void Say(JsonWriter json, Text text)
    {
        json.Member("en", text.English);
        json.Member("fr", text.French);
    }
}
