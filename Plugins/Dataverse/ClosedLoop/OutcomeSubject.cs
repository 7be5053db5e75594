using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Json;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>Whom outcomes speak of: a lead and the hand-off under which it is worked.</summary>
internal sealed class OutcomeSubject
{
    private static readonly ColumnSet LeadColumns = new(
        Tables.Lead.Columns.Cycle,
        Tables.Lead.Columns.PairId,
        Tables.Lead.Columns.PersonaId,
        Tables.Lead.Columns.AgreementId,
        Tables.Lead.Columns.Explanation,
        Sales.Lead.Campaign,
        Sales.CreatedOn,
        Sales.Owner,
        Sales.State,
        Sales.Status);

    private static readonly ColumnSet HandoffColumns = new(
        Tables.Handoff.Columns.Cycle,
        Tables.Handoff.Columns.PairId,
        Tables.Handoff.Columns.OwnerId,
        Tables.Handoff.Columns.AgreementId,
        Tables.Handoff.Columns.ContractStartedOn,
        Tables.Handoff.Columns.StartedOn);

    private readonly IOrganizationService service;
    private readonly Lazy<string?> criteria;

    private OutcomeSubject(IOrganizationService service, Tables.Lead lead, Tables.Handoff? handoff)
    {
        this.service = service;
        Lead = lead;
        Handoff = handoff;
        criteria = new Lazy<string?>(CriteriaFired);
    }

    /// <summary>The lead as it is now.</summary>
    public Tables.Lead Lead { get; }

    /// <summary>Its hand-off; <c>null</c> when it never was handed off.</summary>
    public Tables.Handoff? Handoff { get; }

    /// <summary>The lead's source campaign.</summary>
    public EntityReference? Campaign => Lead.GetAttributeValue<EntityReference?>(Sales.Lead.Campaign);

    /// <summary>When the lead came to be, UTC.</summary>
    public DateTime? LeadCreatedOn => Utc(Lead.GetAttributeValue<DateTime?>(Sales.CreatedOn));

    /// <summary>The agreement that applies: that of the hand-off, else the one the lead was scored by.</summary>
    public EntityReference? Agreement => Handoff?.AgreementId ?? Lead.AgreementId;

    /// <summary>A lead with its latest hand-off; <c>null</c> when it was deleted meanwhile. Two reads, one when the hand-off is given.</summary>
    /// <param name="service">Who reads.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="handoff">The hand-off with its columns, when it is known.</param>
    public static OutcomeSubject? Of(IOrganizationService service, Guid leadId, Tables.Handoff? handoff = null)
    {
        var query = new QueryExpression(Tables.Lead.EntityLogicalName) { ColumnSet = LeadColumns, TopCount = 1 };
        query.Criteria.AddCondition(Tables.Lead.PrimaryIdAttribute, ConditionOperator.Equal, leadId);
        var lead = service.RetrieveMultiple(query).Entities.FirstOrDefault();
        return lead is null ? null : new OutcomeSubject(service, lead.ToEntity<Tables.Lead>(), handoff ?? LatestHandoff(service, leadId));
    }

    /// <summary>A row for something that happened to the lead; the caller adds what is special about it.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="occurredOn">When, UTC.</param>
    /// <param name="source">The event it came of, the same however often it is told.</param>
    public Tables.Outcome Row(Tables.OutcomeKind kind, DateTime occurredOn, params object[] source) => new()
    {
        Name = ClosedLoopTexts.NameOf(kind).English,
        Key = string.Join(":", new object[] { kind }.Concat(source).Select(part => Convert.ToString(part, CultureInfo.InvariantCulture))),
        Kind = kind,
        OccurredOn = occurredOn,
        Sign = 1,
        LeadId = Lead.ToEntityReference(),
        LeadRef = Reference(Lead.Id),
        Cycle = Handoff?.Cycle ?? Lead.Cycle,
        HandoffId = Handoff?.ToEntityReference(),
        HandedOffOn = Handoff?.ContractStartedOn ?? Handoff?.StartedOn,
        PairId = Handoff?.PairId ?? Lead.PairId,
        SellerId = Seller(Handoff?.OwnerId ?? Lead.GetAttributeValue<EntityReference?>(Sales.Owner)),
        CampaignId = Campaign,
        PersonaId = Lead.PersonaId,
        AgreementId = Agreement,
        CriteriaFired = criteria.Value,
    };

    /// <summary>Stands for a lead in counts: nobody finds the person from it, and the same lead always has the same.</summary>
    public static string Reference(Guid leadId)
    {
        using var hash = SHA256.Create();
        return string.Concat(hash.ComputeHash(leadId.ToByteArray()).Take(16).Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
    }

    private static Tables.Handoff? LatestHandoff(IOrganizationService service, Guid leadId)
    {
        var query = new QueryExpression(Tables.Handoff.EntityLogicalName) { ColumnSet = HandoffColumns, TopCount = 1 };
        query.Criteria.AddCondition(Tables.Handoff.Columns.LeadId, ConditionOperator.Equal, leadId);
        query.AddOrder(Tables.Handoff.Columns.Cycle, OrderType.Descending);
        query.AddOrder(Tables.Handoff.Columns.Attempt, OrderType.Descending);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.ToEntity<Tables.Handoff>();
    }

    // A lead that waits for a pair is owned by a person or a team; only a person sells.
    private static EntityReference? Seller(EntityReference? owner) => owner?.LogicalName == Sales.User ? owner : null;

    // What counted at the hand-off: the explanation in force then. A later one would know what sales found out meanwhile.
    private string? CriteriaFired()
    {
        if (Utc(Handoff?.ContractStartedOn ?? Handoff?.StartedOn) is not { } handedOffOn)
            return null;
        var current = Lead.Explanation is { Length: > 0 } text ? JsonReader.Parse(text) : null;
        if (current?.Time("at") <= handedOffOn)
            return Fired(current!);
        var query = new QueryExpression(Tables.ScoreChange.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.ScoreChange.Columns.Explanation),
            TopCount = 1,
        };
        query.Criteria.AddCondition(Tables.ScoreChange.Columns.LeadId, ConditionOperator.Equal, Lead.Id);
        query.Criteria.AddCondition(Tables.ScoreChange.Columns.ScoredOn, ConditionOperator.LessEqual, handedOffOn);
        query.AddOrder(Tables.ScoreChange.Columns.ScoredOn, OrderType.Descending);
        var change = service.RetrieveMultiple(query).Entities.FirstOrDefault()?.ToEntity<Tables.ScoreChange>();
        return change?.Explanation is { Length: > 0 } kept ? Fired(JsonReader.Parse(kept)) : null;
    }

    private static string? Fired(JsonReader explanation)
    {
        var ids = explanation.Array("lines")
            .Where(line => line.Text("kind") == nameof(Domain.Scoring.ContributionKind.Criterion))
            .Select(line => line.Text("criterion"))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .OrderBy(id => id, StringComparer.Ordinal);
        var fired = string.Join(Separator, ids);
        // The platform keeps no empty text, and that nothing counted is not the same as that nobody knows.
        return fired.Length > 0 ? fired : Separator;
    }

    /// <summary>Stands between two criteria; alone, it says that none counted.</summary>
    public const string Separator = ";";

    private static DateTime? Utc(DateTime? moment) => moment is { } value ? Clock.Utc(value) : null;
}
