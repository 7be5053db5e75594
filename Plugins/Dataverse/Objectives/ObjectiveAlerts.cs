using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Objectives;
using Smarketing.Crm.Domain.Review;

namespace Smarketing.Crm.Dataverse;

/// <summary>Tells both sides that an objective is behind: once a week, and no longer once it is not.</summary>
internal static class ObjectiveAlerts
{
    /// <summary>Raises or heals an objective's alert after its figures were computed: one read, writes only when something changes.</summary>
    /// <param name="service">Where alerts are.</param>
    /// <param name="row">The objective.</param>
    /// <param name="progress">How it stands.</param>
    /// <param name="today">The day in the agreement's time zone.</param>
    /// <param name="now">The moment, UTC.</param>
    /// <param name="language">The agreement's language, in which alerts are kept, as LCID.</param>
    public static void Follow(
        IOrganizationService service, Tables.Objective row, Progress progress, DateTime today, DateTime now, int language)
    {
        var key = Key(row.Id, today);
        var behind = progress.Pace == Pace.Behind;
        var query = new QueryExpression(Tables.Alert.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.Alert.Columns.Key, Tables.Alert.Columns.HealedOn),
        };
        query.Criteria.AddCondition(Tables.Alert.Columns.ObjectiveId, ConditionOperator.Equal, row.Id);
        query.Criteria.AddCondition(Tables.Alert.Columns.Kind, ConditionOperator.Equal, (int)Tables.AlertKind.ObjectiveBehind);
        var known = Pages.All(service, query).Select(alert => alert.ToEntity<Tables.Alert>()).ToArray();
        foreach (var alert in known.Where(alert => alert.HealedOn is null && !(behind && alert.Key == key)))
            service.Update(new Tables.Alert { Id = alert.Id, HealedOn = now });
        if (!behind)
            return;
        var text = ObjectiveTexts.Behind(row.Name, progress).In(language);
        var thisWeek = Array.Find(known, alert => alert.Key == key);
        if (thisWeek is null)
        {
            service.Create(new Tables.Alert
            {
                Name = ObjectiveTexts.AlertName(row.Name).In(language),
                Key = key,
                Kind = Tables.AlertKind.ObjectiveBehind,
                Side = Tables.Side.Both,
                Message = text,
                RaisedOn = now,
                ObjectiveId = new EntityReference(Tables.Objective.EntityLogicalName, row.Id),
                AgreementId = row.AgreementId,
            });
        }
        else if (thisWeek.HealedOn is not null)
        {
            service.Update(new Tables.Alert { Id = thisWeek.Id, RaisedOn = now, HealedOn = null, Message = text });
        }
    }

    /// <summary>Heals alerts of objectives that run no more.</summary>
    /// <returns>How many were healed; at most <paramref name="most"/>.</returns>
    public static int HealClosed(IOrganizationService service, DateTime now, int most)
    {
        var query = new QueryExpression(Tables.Alert.EntityLogicalName) { ColumnSet = new ColumnSet(false), TopCount = most };
        query.Criteria.AddCondition(Tables.Alert.Columns.Kind, ConditionOperator.Equal, (int)Tables.AlertKind.ObjectiveBehind);
        query.Criteria.AddCondition(Tables.Alert.Columns.HealedOn, ConditionOperator.Null);
        var objective = query.AddLink(
            Tables.Objective.EntityLogicalName, Tables.Alert.Columns.ObjectiveId, Tables.Objective.PrimaryIdAttribute);
        objective.LinkCriteria.AddCondition(
            Tables.Objective.Columns.StatusCode, ConditionOperator.NotEqual, (int)Tables.ObjectiveStatus.Running);
        var closed = service.RetrieveMultiple(query).Entities.ToArray();
        foreach (var alert in closed)
            service.Update(new Tables.Alert { Id = alert.Id, HealedOn = now });
        return closed.Length;
    }

    private static string Key(Guid objectiveId, DateTime today) => string.Format(
        CultureInfo.InvariantCulture, "ObjectiveBehind:{0:D}:{1:yyyy-MM-dd}", objectiveId, WallClock.MondayOf(today));
}
