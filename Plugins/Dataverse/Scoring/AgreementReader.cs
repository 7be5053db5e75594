using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse;

/// <summary>Reads agreements: which one is in force, and what it says about stages.</summary>
internal static class AgreementReader
{
    private const string RowVersion = "versionnumber";
    private const string ModelAlias = "model";

    /// <summary>
    /// The agreement that works joined with its model: one read. An expired agreement goes on working until another comes into force.
    /// <c>null</c> when none works.
    /// </summary>
    public static AgreementInForce? InForce(IOrganizationService service)
    {
        var query = QueryInForce(
            Tables.Agreement.Columns.ScoringModelId, Tables.Agreement.Columns.Language, Tables.Agreement.Columns.TimeZone, Tables.Agreement.Columns.InForceOn,
            RowVersion);
        query.TopCount = 1;
        // In force before expired, should there ever be both.
        query.AddOrder(Tables.Agreement.Columns.StatusCode, OrderType.Ascending);
        query.AddOrder(Tables.Agreement.Columns.Version, OrderType.Descending);
        var model = query.AddLink(
            Tables.ScoringModel.EntityLogicalName,
            Tables.Agreement.Columns.ScoringModelId,
            Tables.ScoringModel.PrimaryIdAttribute,
            JoinOperator.LeftOuter);
        model.EntityAlias = ModelAlias;
        model.Columns = new ColumnSet(RowVersion);

        var found = service.RetrieveMultiple(query).Entities;
        if (found.Count == 0)
            return null;
        var row = found[0].ToEntity<Tables.Agreement>();
        return new AgreementInForce(
            row.Id,
            Version(row.Contains(RowVersion) ? row[RowVersion] : null),
            row.ScoringModelId?.Id,
            Version(row.GetAttributeValue<AliasedValue?>(ModelAlias + "." + RowVersion)?.Value),
            row.InForceOn is { } since ? Clock.Utc(since) : null,
            row.Language ?? Languages.English,
            TimeZones.Find(row.TimeZone) ?? TimeZoneInfo.Utc);
    }

    /// <summary>Every agreement in force or expired, with all its columns: one, when all is well.</summary>
    public static IReadOnlyList<Tables.Agreement> Working(IOrganizationService service)
    {
        var query = QueryInForce();
        query.ColumnSet = new ColumnSet(true);
        return service.RetrieveMultiple(query).Entities.Select(row => row.ToEntity<Tables.Agreement>()).ToArray();
    }

    /// <summary>An agreement's row with all its columns.</summary>
    public static Tables.Agreement Read(IOrganizationService service, Guid agreementId) =>
        service.Retrieve(Tables.Agreement.EntityLogicalName, agreementId, new ColumnSet(true)).ToEntity<Tables.Agreement>();

    /// <summary>What a row says about stages. An empty threshold is one that no lead reaches without signing it first.</summary>
    public static AgreementTerms Terms(Tables.Agreement row) => new()
    {
        Id = row.Id,
        Mql = new Threshold(row.MqlFit ?? NotAgreed, row.MqlEngagement ?? NotAgreed, RequiredFact.ParseList(row.MqlFacts)),
        Sql = new Threshold(row.SqlFit ?? NotAgreed, row.SqlEngagement ?? NotAgreed, RequiredFact.ParseList(row.SqlFacts)),
        ContactFacts = RequiredFact.ParseList(row.ContactFacts),
        HysteresisMargin = row.HysteresisMargin ?? 0,
        HysteresisDays = row.HysteresisDays ?? 0,
        HandRaiseDays = row.HandRaiseDays ?? DefaultHandRaiseDays,
        ExplorationPercent = row.ExplorationPercent ?? 0,
        ExplorationMargin = row.ExplorationMargin ?? 0,
    };

    private const int NotAgreed = 101;
    private const int DefaultHandRaiseDays = 30;

    private static QueryExpression QueryInForce(params string[] columns)
    {
        var query = new QueryExpression(Tables.Agreement.EntityLogicalName) { ColumnSet = new ColumnSet(columns) };
        query.Criteria.AddCondition(
            Tables.Agreement.Columns.StatusCode, ConditionOperator.In, (int)Tables.AgreementStatus.InForce, (int)Tables.AgreementStatus.Expired);
        return query;
    }

    private static long Version(object? value) => value is null ? 0 : Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
