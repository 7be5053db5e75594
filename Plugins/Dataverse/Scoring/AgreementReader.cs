using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse;

/// <summary>Reads agreements: which one is in force, and what it says about stages.</summary>
internal static class AgreementReader
{
    private const string RowVersion = "versionnumber";
    private const string ModelAlias = "model";

    /// <summary>The agreement in force joined with its model: one read. <c>null</c> when none is in force.</summary>
    public static AgreementInForce? InForce(IOrganizationService service)
    {
        var query = QueryInForce(Tables.Agreement.Columns.ScoringModelId, Tables.Agreement.Columns.Language, RowVersion);
        query.TopCount = 1;
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
            row.Language ?? Languages.English);
    }

    /// <summary>Another agreement in force than the given one, or <c>null</c>.</summary>
    public static Tables.Agreement? OtherInForce(IOrganizationService service, Guid agreementId)
    {
        var query = QueryInForce(Tables.Agreement.Columns.Name, Tables.Agreement.Columns.Version);
        query.Criteria.AddCondition(Tables.Agreement.PrimaryIdAttribute, ConditionOperator.NotEqual, agreementId);
        query.TopCount = 1;
        var found = service.RetrieveMultiple(query).Entities;
        return found.Count == 0 ? null : found[0].ToEntity<Tables.Agreement>();
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
            Tables.Agreement.Columns.StatusCode, ConditionOperator.Equal, (int)Tables.AgreementStatus.InForce);
        return query;
    }

    private static long Version(object? value) => value is null ? 0 : Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
