using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>What the agreement that works says about routing.</summary>
/// <param name="AgreementId">The agreement; <c>null</c> when none works.</param>
/// <param name="DefaultPoolId">Where leads go that no rule matches, if it is in use.</param>
/// <param name="SalesManagerId">To whom waiting leads belong in the end.</param>
/// <param name="TimeZone">Whose dates absences are read by; UTC when it names none or none that is known.</param>
/// <param name="Language">Language of stored texts, as LCID.</param>
internal sealed record RoutingTerms(
    EntityReference? AgreementId, Guid? DefaultPoolId, EntityReference? SalesManagerId, TimeZoneInfo TimeZone, int Language)
{
    private const string State = "statecode";
    private const string PoolAlias = "pool";
    private const int Active = 0;

    /// <summary>Reads the agreement that works: one read.</summary>
    public static RoutingTerms Read(IOrganizationService service)
    {
        var query = new QueryExpression(Tables.Agreement.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(
                Tables.Agreement.Columns.DefaultPoolId, Tables.Agreement.Columns.SalesManagerId, Tables.Agreement.Columns.TimeZone, Tables.Agreement.Columns.Language),
            TopCount = 1,
        };
        // An expired agreement goes on working until another comes into force, here as in scoring.
        query.Criteria.AddCondition(
            Tables.Agreement.Columns.StatusCode, ConditionOperator.In, (int)Tables.AgreementStatus.InForce, (int)Tables.AgreementStatus.Expired);
        query.AddOrder(Tables.Agreement.Columns.StatusCode, OrderType.Ascending);
        query.AddOrder(Tables.Agreement.Columns.Version, OrderType.Descending);
        var pool = query.AddLink(
            Tables.Pool.EntityLogicalName, Tables.Agreement.Columns.DefaultPoolId, Tables.Pool.PrimaryIdAttribute, JoinOperator.LeftOuter);
        pool.EntityAlias = PoolAlias;
        pool.Columns = new ColumnSet(State);
        var found = service.RetrieveMultiple(query).Entities;
        if (found.Count == 0)
            return new RoutingTerms(null, null, null, TimeZoneInfo.Utc, Languages.English);
        var row = found[0].ToEntity<Tables.Agreement>();
        var isPoolActive = (row.GetAttributeValue<AliasedValue?>(PoolAlias + "." + State)?.Value as OptionSetValue)?.Value == Active;
        return new RoutingTerms(
            row.ToEntityReference(),
            isPoolActive ? row.DefaultPoolId?.Id : null,
            row.SalesManagerId,
            TimeZones.Find(row.TimeZone) ?? TimeZoneInfo.Utc,
            row.Language ?? Languages.English);
    }
}
