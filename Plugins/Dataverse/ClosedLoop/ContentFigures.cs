using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.ClosedLoop;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>
/// Computes what content brought: who met it, from engagement on record; what came of them, from the shares it earned, which stay when a lead
/// is erased or its engagement grows old. Rows are read page by page: popular content may have more than the platform adds up at once.
/// </summary>
internal static class ContentFigures
{
    private const string OutcomeAlias = "outcome";
    private const string SignOfOutcome = OutcomeAlias + "." + Tables.Outcome.Columns.Sign;

    /// <summary>Columns that <see cref="Refresh"/> needs of the row.</summary>
    public static readonly ColumnSet Needed = new(
        Tables.Content.Columns.Key, Tables.Content.Columns.Readers, Tables.Content.Columns.Opportunities, Tables.Content.Columns.Customers,
        Tables.Content.Columns.Pipeline, Tables.Content.Columns.Revenue);

    /// <summary>
    /// Computes, and writes what has changed: two reads and one write, two when something has. The mark goes first, so that whatever happens
    /// meanwhile marks the content again.
    /// </summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="content">The content as it is on record.</param>
    /// <param name="model">The model of the agreement.</param>
    /// <param name="now">When, UTC.</param>
    public static void Refresh(IOrganizationService service, Tables.Content content, AttributionModel model, DateTime now)
    {
        service.Update(new Tables.Content { Id = content.Id, DirtyOn = null, FiguredOn = now });
        var shares = Shares(service, content.Id, model);
        var row = new Tables.Content
        {
            Id = content.Id,
            Readers = Readers(service, content.Key),
            Opportunities = Outcomes(shares, Tables.Measure.Pipeline),
            Customers = Outcomes(shares, Tables.Measure.Revenue),
            Pipeline = Earned(shares, Tables.Measure.Pipeline),
            Revenue = Earned(shares, Tables.Measure.Revenue),
        };
        if (!Figures.Same(row, content))
            service.Update(row);
    }

    private static int Readers(IOrganizationService service, string? key)
    {
        if (string.IsNullOrEmpty(key))
            return 0;
        var query = new QueryExpression(Tables.Engagement.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.Engagement.Columns.LeadId),
            Distinct = true,
            NoLock = true,
        };
        query.Criteria.AddCondition(Tables.Engagement.Columns.Content, ConditionOperator.Equal, key);
        query.Criteria.AddCondition(Tables.Engagement.Columns.LeadId, ConditionOperator.NotNull);
        query.Criteria.AddCondition(Tables.Engagement.Columns.StateCode, ConditionOperator.Equal, (int)Tables.EngagementState.Active);
        query.AddOrder(Tables.Engagement.Columns.LeadId, OrderType.Ascending);
        return Pages.All(service, query).Count();
    }

    private static Share[] Shares(IOrganizationService service, Guid contentId, AttributionModel model)
    {
        var column = AttributionWriter.ColumnOf(model);
        var query = new QueryExpression(Tables.Attribution.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.Attribution.Columns.OutcomeId, Tables.Attribution.Columns.Measure, column),
            NoLock = true,
        };
        query.Criteria.AddCondition(Tables.Attribution.Columns.ContentId, ConditionOperator.Equal, contentId);
        var outcome = query.AddLink(Tables.Outcome.EntityLogicalName, Tables.Attribution.Columns.OutcomeId, Tables.Outcome.PrimaryIdAttribute);
        outcome.EntityAlias = OutcomeAlias;
        outcome.Columns = new ColumnSet(Tables.Outcome.Columns.Sign);
        return Pages.All(service, query).Select(row => row.ToEntity<Tables.Attribution>())
            .Select(row => new Share(
                row.OutcomeId!.Id,
                row.GetAttributeValue<AliasedValue?>(SignOfOutcome)?.Value as int? ?? 0,
                row.Measure,
                row.GetAttributeValue<decimal?>(column) ?? 0))
            .ToArray();
    }

    // An outcome counts once, whichever campaigns shared it with the content; a reversal takes it off.
    private static int Outcomes(IEnumerable<Share> shares, Tables.Measure measure) =>
        Math.Max(0, shares.Where(share => share.Measure == measure).GroupBy(share => share.OutcomeId).Sum(outcome => outcome.First().Sign));

    private static decimal Earned(IEnumerable<Share> shares, Tables.Measure measure) =>
        shares.Where(share => share.Measure == measure).Sum(share => share.Amount);

    private sealed record Share(Guid OutcomeId, int Sign, Tables.Measure? Measure, decimal Amount);
}
