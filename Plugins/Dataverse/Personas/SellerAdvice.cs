using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Json;
using Smarketing.Crm.Domain.Personas;

namespace Smarketing.Crm.Dataverse;

/// <summary>What a seller is told before calling a lead: who calls for what, what will be objected, what to give next, and why.</summary>
internal sealed class SellerAdvice
{
    private readonly int language;
    private readonly Tables.Persona? persona;
    private readonly string why;
    private readonly string? scored;
    private readonly IReadOnlyList<Tables.Objection> objections;
    private readonly IReadOnlyList<Recommendation> contents;

    private SellerAdvice(
        int language,
        Tables.Persona? persona,
        string why,
        string? scored,
        IReadOnlyList<Tables.Objection> objections,
        IReadOnlyList<Recommendation> contents)
    {
        this.language = language;
        this.persona = persona;
        this.why = why;
        this.scored = scored;
        this.objections = objections;
        this.contents = contents;
    }

    /// <summary>Reads what there is to say about a lead, with the rights of whoever asks: five reads.</summary>
    /// <param name="service">Acts for whoever asks.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="language">The reader's language, as LCID.</param>
    /// <param name="now">The moment, UTC.</param>
    public static SellerAdvice About(IOrganizationService service, Guid leadId, int language, DateTime now)
    {
        var rows = PersonaReader.Active(service, whole: true);
        var personas = rows.Select(PersonaReader.Read).ToArray();
        var lead = service.Retrieve(Tables.Lead.EntityLogicalName, leadId, new ColumnSet(PersonaMatch.Columns(personas).Union(Asked, StringComparer.Ordinal).ToArray()));
        var found = PersonaReader.Find(personas, lead, now);
        var events = EngagementReader.Read(service, leadId, null);
        var row = lead.ToEntity<Tables.Lead>();
        return new SellerAdvice(
            language,
            rows.FirstOrDefault(persona => persona.Id == found?.Id),
            found is null ? string.Empty : string.Join("; ", found.Conditions.Lines.Select(line => line.Written)),
            ScoreRecord.ReasonsIn(row.Explanation, language) ?? row.Reasons,
            found is null ? [] : Objections(service, found.Id),
            NextContent.For(
                ContentReader.Published(service, now), ContentReader.ReaderOf(lead, events, found?.Id), now, AdviseSellerMessage.MostContents));
    }

    /// <summary>The advice as JSON.</summary>
    public string Json() => JsonWriter.Write(json =>
    {
        if (persona is not null)
        {
            json.Object("persona", member =>
            {
                member.Member("id", persona.Id);
                member.Member("name", NameOf(persona).In(language));
                member.Member("why", Why());
                member.Member("motivations", persona.Motivations);
                member.Member("budget", persona.Budget);
                member.Member("expectations", persona.Expectations);
            });
        }

        json.Member("reasons", scored);
        json.Array("objections", objections, (member, objection) =>
        {
            member.Member("id", objection.Id);
            member.Member("objection", Said(objection.Name, objection.NameFr));
            member.Member("answer", Said(objection.Answer, objection.AnswerFr));
        });
        json.Array("contents", contents, (member, item) =>
        {
            member.Member("id", item.Content.Id);
            member.Member("key", item.Content.Key);
            member.Member("name", item.Content.Name);
            member.Member("url", item.Content.Url);
            member.Member("why", Reasons(item));
        });
    });

    /// <summary>The advice to read.</summary>
    public string Words()
    {
        var text = new StringBuilder();
        if (persona is null)
            text.Append(PersonaTexts.NoPersona().In(language)).Append('\n');
        else
            Describe(text, persona);
        Line(text, PersonaTexts.Why(), scored?.Replace("\n", "; "));
        if (objections.Count > 0)
        {
            text.Append(PersonaTexts.Objections().In(language)).Append('\n');
            foreach (var objection in objections)
                text.Append("- ").Append(Said(objection.Name, objection.NameFr)).Append(" → ").Append(Said(objection.Answer, objection.AnswerFr)).Append('\n');
        }

        text.Append((contents.Count == 0 ? PersonaTexts.NoContent() : PersonaTexts.Contents()).In(language)).Append('\n');
        foreach (var item in contents)
        {
            text.Append("- ").Append(item.Content.Name).Append(" (").Append(Reasons(item)).Append(')');
            if (!string.IsNullOrEmpty(item.Content.Url))
                text.Append(' ').Append(item.Content.Url);
            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    private static readonly string[] Asked =
    [
        Tables.Lead.Columns.Stage, Tables.Lead.Columns.Reasons, Tables.Lead.Columns.Explanation, ContentReader.DoNotEmail, ContentReader.DoNotBulkEmail,
    ];

    private static IReadOnlyList<Tables.Objection> Objections(IOrganizationService service, Guid personaId)
    {
        var query = new QueryExpression(Tables.Objection.EntityLogicalName) { ColumnSet = new ColumnSet(true) };
        query.Criteria.AddCondition(Tables.Objection.Columns.PersonaId, ConditionOperator.Equal, personaId);
        query.Criteria.AddCondition(Tables.Objection.Columns.StateCode, ConditionOperator.Equal, (int)Tables.ObjectionState.Active);
        query.AddOrder(Tables.Objection.Columns.Order, OrderType.Ascending);
        query.AddOrder(Tables.Objection.Columns.Name, OrderType.Ascending);
        return Pages.All(service, query).Select(row => row.ToEntity<Tables.Objection>()).ToArray();
    }

    private static Text NameOf(Tables.Persona row) => new(row.Name ?? "?", string.IsNullOrEmpty(row.NameFr) ? row.Name ?? "?" : row.NameFr!);

    private void Describe(StringBuilder text, Tables.Persona row)
    {
        text.Append(PersonaTexts.Persona(NameOf(row), Why()).In(language)).Append('\n');
        Line(text, PersonaTexts.Motivations(), row.Motivations);
        Line(text, PersonaTexts.Budget(), row.Budget);
    }

    private void Line(StringBuilder text, Text label, string? words)
    {
        if (!string.IsNullOrEmpty(words))
            text.Append(label.In(language)).Append(words).Append('\n');
    }

    private string Why() => why.Length > 0 ? why : PersonaTexts.ForEveryLead().In(language);

    private string Reasons(Recommendation item) => string.Join(", ", item.Reasons.Select(reason => PersonaTexts.Reason(reason).In(language)));

    private string Said(string? english, string? french) =>
        Languages.Closest(language) == Languages.French && !string.IsNullOrEmpty(french) ? french! : english ?? string.Empty;
}
