using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.ClosedLoop;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>Keeps who earned what of an outcome's amount, by every model side by side; each row once, by outcome, measure and earner.</summary>
internal sealed class AttributionWriter
{
    private static readonly AttributionModel[] Models = (AttributionModel[])Enum.GetValues(typeof(AttributionModel));

    private readonly IOrganizationService service;
    private readonly Tables.Outcome outcome;
    private readonly Milestones milestones;
    private readonly DateTime now;
    private readonly Lazy<TouchReader> touches;
    private readonly Lazy<Tables.Attribution[]> kept;
    private readonly HashSet<Earner> earners = [];

    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="leadId">Whose touches earn.</param>
    /// <param name="outcome">The outcome with its id.</param>
    /// <param name="milestones">The moments the lead came to.</param>
    /// <param name="now">When the event was, UTC.</param>
    /// <param name="until">Later touches earn nothing, UTC; when the outcome was, unless said otherwise.</param>
    public AttributionWriter(
        IOrganizationService service, Guid leadId, Tables.Outcome outcome, Milestones milestones, DateTime now, DateTime? until = null)
    {
        this.service = service;
        this.outcome = outcome;
        this.milestones = milestones;
        this.now = now;
        touches = new Lazy<TouchReader>(() => TouchReader.Read(service, leadId, until ?? outcome.OccurredOn!.Value));
        kept = new Lazy<Tables.Attribution[]>(() => Of(service, outcome.Id).ToArray());
    }

    /// <summary>Shares an amount and keeps the shares; nothing when there is no amount or nobody earned it. <see cref="Mark()"/> comes after.</summary>
    public void Share(Tables.Measure measure, decimal? amount)
    {
        if (amount is null or 0 || touches.Value.Touches.Count == 0)
            return;
        var rows = new Dictionary<Earner, Tables.Attribution>();
        foreach (var model in Models)
        {
            var shares = Attribution.Share(model, touches.Value.Touches, milestones, amount.Value);
            for (var i = 0; i < shares.Count; i++)
                Add(RowOf(rows, measure, touches.Value.EarnerOf(touches.Value.Touches[i])), model, shares[i]);
        }

        Keep(measure, amount.Value, rows);
    }

    /// <summary>Shares what an estimate changed by as the estimate itself was shared before.</summary>
    /// <param name="earlier">How it was shared.</param>
    /// <param name="estimate">The estimate from now on.</param>
    public void ShareLike(PipelineShares earlier, decimal estimate)
    {
        var rows = new Dictionary<Earner, Tables.Attribution>();
        foreach (var model in Models)
        {
            var changes = earlier.Changes(model, estimate);
            for (var i = 0; i < changes.Count; i++)
                Add(RowOf(rows, Tables.Measure.Pipeline, earlier.Earners[i]), model, changes[i]);
        }

        Keep(Tables.Measure.Pipeline, outcome.Amount ?? 0, rows);
    }

    // What a killed job left out is made up for. What was shared whole stays as it is: a job that runs again may find other touches than it did.
    private void Keep(Tables.Measure measure, decimal amount, Dictionary<Earner, Tables.Attribution> rows)
    {
        var known = kept.Value.Where(row => row.Measure == measure).ToArray();
        if (known.Length > 0 && known.Sum(row => row.Linear ?? 0) == amount)
        {
            earners.UnionWith(known.Select(EarnerOf));
            return;
        }

        var keys = new HashSet<string>(known.Select(row => row.Key!), StringComparer.Ordinal);
        foreach (var row in rows)
        {
            Write(service, row.Value, keys);
            earners.Add(row.Key);
        }
    }

    /// <summary>Lets whoever earned be computed anew: once each, after all their shares are kept.</summary>
    public void Mark() => Mark(service, earners, now);

    /// <summary>Keeps the opposite of what was attributed for an outcome that is taken back.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="reversedId">The outcome taken back.</param>
    /// <param name="reversal">Its reversal, with its id.</param>
    /// <param name="now">When the event was, UTC.</param>
    public static void Reverse(IOrganizationService service, Guid reversedId, Tables.Outcome reversal, DateTime now)
    {
        var given = Of(service, reversedId).ToArray();
        if (given.Length == 0)
            return;
        var written = new HashSet<string>(Of(service, reversal.Id).Select(row => row.Key!), StringComparer.Ordinal);
        // Two whose campaigns were deleted since are told apart by nothing.
        foreach (var same in given.GroupBy(row => new { row.Measure, Earner = new Earner(row.CampaignId?.Id, row.ContentId?.Id) }))
        {
            var opposite = NewRow(reversal, same.Key.Measure!.Value, same.Key.Earner);
            foreach (var model in Models)
                opposite[ColumnOf(model)] = -same.Sum(row => row.GetAttributeValue<decimal?>(ColumnOf(model)) ?? 0);
            Write(service, opposite, written);
        }

        Mark(service, given.Select(EarnerOf), now);
    }

    /// <summary>The column that holds the shares by a model.</summary>
    public static string ColumnOf(AttributionModel model) => model switch
    {
        AttributionModel.First => Tables.Attribution.Columns.First,
        AttributionModel.Last => Tables.Attribution.Columns.Last,
        AttributionModel.Linear => Tables.Attribution.Columns.Linear,
        AttributionModel.UShaped => Tables.Attribution.Columns.UShaped,
        AttributionModel.WShaped => Tables.Attribution.Columns.WShaped,
        AttributionModel.FullPath => Tables.Attribution.Columns.FullPath,
        AttributionModel.TimeDecay => Tables.Attribution.Columns.TimeDecay,
        _ => throw new ArgumentOutOfRangeException(nameof(model), model, "There is no such attribution model."),
    };

    private Tables.Attribution RowOf(Dictionary<Earner, Tables.Attribution> rows, Tables.Measure measure, Earner earner)
    {
        if (!rows.TryGetValue(earner, out var row))
            rows[earner] = row = NewRow(outcome, measure, earner);
        return row;
    }

    private static void Add(Tables.Attribution row, AttributionModel model, decimal share) =>
        row[ColumnOf(model)] = (row.GetAttributeValue<decimal?>(ColumnOf(model)) ?? 0) + share;

    private static Tables.Attribution NewRow(Tables.Outcome outcome, Tables.Measure measure, Earner earner) => new()
    {
        Name = ClosedLoopTexts.NameOf(measure).English,
        Key = string.Format(CultureInfo.InvariantCulture, "{0:D}:{1}:{2:D}:{3:D}", outcome.Id, measure, earner.CampaignId, earner.ContentId),
        OutcomeId = outcome.ToEntityReference(),
        Measure = measure,
        CampaignId = earner.CampaignId is { } campaign ? new EntityReference(Tables.Campaign.EntityLogicalName, campaign) : null,
        ContentId = earner.ContentId is { } content ? new EntityReference(Tables.Content.EntityLogicalName, content) : null,
        OccurredOn = outcome.OccurredOn,
    };

    private static Earner EarnerOf(Tables.Attribution row) => new(row.CampaignId?.Id, row.ContentId?.Id);

    private static void Write(IOrganizationService service, Tables.Attribution row, HashSet<string> kept)
    {
        if (!kept.Contains(row.Key!))
            service.Create(row);
    }

    private static void Mark(IOrganizationService service, IEnumerable<Earner> earners, DateTime now)
    {
        var all = earners.ToArray();
        foreach (var campaign in all.Select(earner => earner.CampaignId).Distinct())
            CampaignMarks.ToCompute(service, campaign, now);
        foreach (var content in all.Select(earner => earner.ContentId).Distinct())
            ContentMarks.ToCompute(service, content, now);
    }

    private static IEnumerable<Tables.Attribution> Of(IOrganizationService service, Guid outcomeId)
    {
        var query = new QueryExpression(Tables.Attribution.EntityLogicalName) { ColumnSet = new ColumnSet(true) };
        query.Criteria.AddCondition(Tables.Attribution.Columns.OutcomeId, ConditionOperator.Equal, outcomeId);
        return Pages.All(service, query).Select(row => row.ToEntity<Tables.Attribution>());
    }
}
