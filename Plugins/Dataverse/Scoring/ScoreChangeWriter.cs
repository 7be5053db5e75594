using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse;

/// <summary>Keeps every change of grade or stage. The key says which change it is, so that doing it twice keeps it once.</summary>
internal static class ScoreChangeWriter
{
    private const string LeadOwner = "ownerid";
    private const string Kept = "kept";

    /// <summary>Columns of the row before that a change needs.</summary>
    public static readonly string[] Before = [Tables.Lead.Columns.Grade, Tables.Lead.Columns.Stage, Tables.Lead.Columns.Score];

    /// <summary>Columns of the row after that a change needs.</summary>
    public static readonly string[] After =
    [
        Tables.Lead.Columns.Grade, Tables.Lead.Columns.Stage, Tables.Lead.Columns.Score, Tables.Lead.Columns.FitScore,
        Tables.Lead.Columns.EngagementScore, Tables.Lead.Columns.ScoredOn, Tables.Lead.Columns.Cycle, Tables.Lead.Columns.ScoreTrigger,
        Tables.Lead.Columns.Explanation,
        Tables.Lead.Columns.ScoreFault, LeadOwner,
    ];

    /// <summary>Keeps the change from one row to the other; nothing when grade and stage are the same or were never given.</summary>
    /// <param name="service">Who writes.</param>
    /// <param name="before">The row before; <c>null</c> for a new lead.</param>
    /// <param name="after">The row after.</param>
    public static void Write(IOrganizationService service, Entity? before, Entity after)
    {
        var old = before?.ToEntity<Tables.Lead>();
        var lead = after.ToEntity<Tables.Lead>();
        if (lead.ScoredOn is not { } scoredOn || lead.Grade is null || (old?.Grade == lead.Grade && old?.Stage == lead.Stage))
            return;
        var key = KeyOf(old, lead, Clock.Utc(scoredOn));
        if (!IsToBeKept(service, lead.Id, key))
            return;
        // Which rules it was is told by the record; the lead itself names them only when somebody wrote it who may.
        var rules = string.IsNullOrEmpty(lead.Explanation) ? null : ScoreRecord.Parse(lead.Explanation!);
        service.Create(new Tables.ScoreChange
        {
            Name = NameOf(old, lead),
            Key = key,
            LeadId = new EntityReference(Tables.Lead.EntityLogicalName, lead.Id),
            OwnerId = lead.GetAttributeValue<EntityReference?>(LeadOwner),
            OldGrade = old?.Grade,
            NewGrade = lead.Grade,
            OldStage = old?.Stage,
            NewStage = lead.Stage,
            OldScore = old?.Score,
            NewScore = lead.Score,
            NewFit = lead.FitScore,
            NewEngagement = lead.EngagementScore,
            ScoringModelId = rules is null ? null : new EntityReference(Tables.ScoringModel.EntityLogicalName, rules.ModelId),
            AgreementId = rules is null ? null : new EntityReference(Tables.Agreement.EntityLogicalName, rules.AgreementId),
            Trigger = lead.ScoreTrigger,
            ScoredOn = scoredOn,
            Cycle = lead.Cycle,
            Explanation = lead.Explanation,
        });
    }

    // Two changes within the second that scores are told by differ in what they change.
    private static string KeyOf(Tables.Lead? old, Tables.Lead lead, DateTime scoredOn) => string.Format(
        CultureInfo.InvariantCulture,
        "{0:D}:{1}:{2}/{3}>{4}/{5}",
        lead.Id,
        scoredOn.Ticks,
        old?.Grade,
        old?.Stage,
        lead.Grade,
        lead.Stage);

    private static string NameOf(Tables.Lead? old, Tables.Lead lead) => string.Format(
        CultureInfo.InvariantCulture, "{0} {1} → {2} {3}", old?.Grade, old?.Stage, lead.Grade, lead.Stage).Trim();

    // One read asks both: a lead deleted meanwhile has no history to keep, and a change kept already is kept once.
    private static bool IsToBeKept(IOrganizationService service, Guid leadId, string key)
    {
        var query = new QueryExpression(Tables.Lead.EntityLogicalName) { ColumnSet = new ColumnSet(false), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Lead.PrimaryIdAttribute, ConditionOperator.Equal, leadId);
        var change = query.AddLink(
            Tables.ScoreChange.EntityLogicalName, Tables.Lead.PrimaryIdAttribute, Tables.ScoreChange.Columns.LeadId, JoinOperator.LeftOuter);
        change.EntityAlias = Kept;
        change.Columns = new ColumnSet(Tables.ScoreChange.Columns.Key);
        change.LinkCriteria.AddCondition(Tables.ScoreChange.Columns.Key, ConditionOperator.Equal, key);
        var found = service.RetrieveMultiple(query).Entities;
        return found.Count > 0 && !found[0].Contains(Kept + "." + Tables.ScoreChange.Columns.Key);
    }
}
