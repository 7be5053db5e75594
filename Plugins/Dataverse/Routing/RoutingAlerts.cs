using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>Tells sales that leads wait for a pair: once for each pool, and once when there is no pool at all, until it is mended.</summary>
internal static class RoutingAlerts
{
    private const int NameLength = 200;

    /// <summary>No member of a pool can take a lead.</summary>
    public static void NoPair(
        IOrganizationService service, RoutingTerms terms, Tables.Pool pool, RoutedLead lead, EntityReference handoff, DateTime now)
    {
        var alert = New(Tables.AlertKind.NoPair, KeyOf(pool.Id), terms, lead, handoff);
        alert.PoolId = pool.ToEntityReference();
        alert.ToUserId = pool.ManagerId ?? terms.SalesManagerId;
        alert.Name = Clip.To(RoutingTexts.NoPairName(pool.Name).In(terms.Language), NameLength);
        Raise(service, alert, RoutingTexts.NoPair(pool.Name, lead.Name).In(terms.Language), now);
    }

    /// <summary>No rule matches a lead and there is no default pool.</summary>
    public static void NoPool(IOrganizationService service, RoutingTerms terms, RoutedLead lead, EntityReference handoff, DateTime now)
    {
        var alert = New(Tables.AlertKind.NoPool, KeyOf(null), terms, lead, handoff);
        alert.ToUserId = terms.SalesManagerId;
        alert.Name = RoutingTexts.NoPoolName().In(terms.Language);
        Raise(service, alert, RoutingTexts.NoPool(lead.Name).In(terms.Language), now);
    }

    /// <summary>A lead waits no more: what was told of its pool heals once no other lead of the pool waits.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="poolId">The pool; <c>null</c> when there was none.</param>
    /// <param name="handoffId">The hand-off that waits no more.</param>
    /// <param name="now">UTC.</param>
    public static void Heal(IOrganizationService service, Guid? poolId, Guid handoffId, DateTime now)
    {
        if (KeyedAlert.Find(service, KeyOf(poolId)) is { HealedOn: null } alert && !OthersWait(service, poolId, handoffId))
            service.Update(new Tables.Alert { Id = alert.Id, HealedOn = now });
    }

    private static bool OthersWait(IOrganizationService service, Guid? poolId, Guid handoffId)
    {
        var query = new QueryExpression(Tables.Handoff.EntityLogicalName) { ColumnSet = new ColumnSet(false), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Handoff.Columns.StatusCode, ConditionOperator.Equal, (int)Tables.HandoffStatus.Waiting);
        query.Criteria.AddCondition(Tables.Handoff.Columns.PairId, ConditionOperator.Null);
        query.Criteria.AddCondition(Tables.Handoff.PrimaryIdAttribute, ConditionOperator.NotEqual, handoffId);
        if (poolId is { } pool)
            query.Criteria.AddCondition(Tables.Handoff.Columns.PoolId, ConditionOperator.Equal, pool);
        else
            query.Criteria.AddCondition(Tables.Handoff.Columns.PoolId, ConditionOperator.Null);
        return service.RetrieveMultiple(query).Entities.Count > 0;
    }

    private static string KeyOf(Guid? poolId) => poolId is { } id
        ? Tables.AlertKind.NoPair + ":" + id.ToString("D", CultureInfo.InvariantCulture)
        : Tables.AlertKind.NoPool.ToString();

    private static Tables.Alert New(Tables.AlertKind kind, string key, RoutingTerms terms, RoutedLead lead, EntityReference handoff) => new()
    {
        Kind = kind,
        Key = key,
        Side = Tables.Side.Sales,
        AgreementId = terms.AgreementId,
        LeadId = new EntityReference(Tables.Lead.EntityLogicalName, lead.Id),
        HandoffId = handoff,
    };

    private static void Raise(IOrganizationService service, Tables.Alert alert, string message, DateTime now)
    {
        alert.Message = message;
        alert.RaisedOn = now;
        KeyedAlert.Raise(service, alert);
    }
}
