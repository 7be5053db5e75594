using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.ClosedLoop;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>
/// Who earned what of an opportunity's estimate so far. What it grows or shrinks by later goes to the same in the same proportions, although the touches
/// may be gone by then: at an estimate of nothing nobody is left with anything.
/// </summary>
internal sealed class PipelineShares
{
    private readonly IReadOnlyList<IGrouping<Earner, Tables.Attribution>> first;
    private readonly ILookup<Earner, Tables.Attribution> before;

    private PipelineShares(IReadOnlyList<IGrouping<Earner, Tables.Attribution>> first, ILookup<Earner, Tables.Attribution> before)
    {
        this.first = first;
        this.before = before;
    }

    /// <summary>Reads what was shared for the outcomes before the last: one read. <c>null</c> when nothing was.</summary>
    /// <param name="service">Who reads.</param>
    /// <param name="outcomes">What was said of the opportunity, in order.</param>
    public static PipelineShares? Before(IOrganizationService service, IReadOnlyList<Tables.Outcome> outcomes)
    {
        var earlier = outcomes.Take(outcomes.Count - 1).Select(outcome => outcome.Id).ToArray();
        if (earlier.Length == 0)
            return null;
        var query = new QueryExpression(Tables.Attribution.EntityLogicalName) { ColumnSet = new ColumnSet(true) };
        query.Criteria.AddCondition(new ConditionExpression(Tables.Attribution.Columns.OutcomeId, ConditionOperator.In, earlier));
        query.AddOrder(Tables.Attribution.Columns.Key, OrderType.Ascending);
        var rows = Pages.All(service, query).Select(row => row.ToEntity<Tables.Attribution>()).ToArray();
        var oldest = Array.Find(earlier, id => Array.Exists(rows, row => row.OutcomeId!.Id == id));
        return rows.Length == 0 ? null : new PipelineShares(
            rows.Where(row => row.OutcomeId!.Id == oldest).GroupBy(EarnerOf).ToArray(), rows.ToLookup(EarnerOf));
    }

    /// <summary>Who earned.</summary>
    public IReadOnlyList<Earner> Earners => first.Select(rows => rows.Key).ToArray();

    /// <summary>By a model, what each earner gets or loses when the estimate becomes another; to the cent, in the order of <see cref="Earners"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="estimate">The estimate from now on.</param>
    public IReadOnlyList<decimal> Changes(AttributionModel model, decimal estimate)
    {
        var column = AttributionWriter.ColumnOf(model);
        var wholes = Attribution.Share(first.Select(rows => Math.Abs(Sum(rows, column))).ToArray(), estimate);
        return first.Select((rows, i) => wholes[i] - Sum(before[rows.Key], column)).ToArray();
    }

    private static decimal Sum(IEnumerable<Tables.Attribution> rows, string column) => rows.Sum(row => row.GetAttributeValue<decimal?>(column) ?? 0);

    private static Earner EarnerOf(Tables.Attribution row) => new(row.CampaignId?.Id, row.ContentId?.Id);
}
