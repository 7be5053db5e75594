using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Cli.Run.Report;

/// <summary>Reads the story out of the environment.</summary>
internal sealed class StoryReader(IOrganizationService service, bool inFrench)
{
    public StoryReport Read() => new()
    {
        Agreement = ReadAgreement(),
        Handoffs = ReadHandoffs(),
        Pairs = ReadPairs(),
        Campaigns = ReadCampaigns(),
        Personas = ReadPersonas(),
        Contents = ReadContents(),
        Attribution = ReadAttribution(),
        Criteria = ReadCriteria(),
        Objectives = Rows<Objective>(Objective.EntityLogicalName)
            .Select(o => new StoryReport.ObjectiveLine(o.Name, o.Metric?.ToString(), o.Target, o.Actual, o.Expected, o.Forecast, o.Pace?.ToString()))
            .OrderBy(o => o.Name, StringComparer.Ordinal).ToList(),
        Review = Rows<WeeklyReview>(WeeklyReview.EntityLogicalName).OrderByDescending(r => r.WeekStart)
            .Select(r => new StoryReport.ReviewText(r.WeekStart, inFrench ? r.TextFr : r.Text)).FirstOrDefault(),
    };

    private StoryReport.AgreementLine ReadAgreement()
    {
        var agreement = Rows<Agreement>(Agreement.EntityLogicalName).OrderBy(a => a.StatusCode == AgreementStatus.InForce ? 0 : 1).ThenByDescending(a => a.Version).First();
        return new(agreement.Name, agreement.Version, agreement.StatusCode?.ToString(), agreement.MarketingSignedOn, agreement.SalesSignedOn, agreement.InForceOn);
    }

    private StoryReport.HandoffCounts ReadHandoffs()
    {
        var all = Rows<Handoff>(Handoff.EntityLogicalName).ToList();
        return new(
            all.Count,
            all.Select(h => h.LeadId?.Id).Distinct().Count(),
            Counted(all.Select(h => h.StatusCode?.ToString())),
            Counted(all.Where(h => h.RejectReason is not null).Select(h => h.RejectReason?.ToString())),
            all.Sum(h => h.Breaches ?? 0),
            all.Count(h => h.EscalatedOn is not null),
            Rows<Lead>(Lead.EntityLogicalName).Count(l => l.Stage >= Stage.SQL && l.Stage <= Stage.Customer && l.GetAttributeValue<EntityReference>("ownerid") is null));
    }

    private List<StoryReport.PairLine> ReadPairs()
    {
        var accepted = OutcomesByPair(OutcomeKind.Accepted);
        var won = OutcomesByPair(OutcomeKind.Won);
        return Rows<PoolMember>(PoolMember.EntityLogicalName)
            .Select(m => new StoryReport.PairLine(m.PairId?.Name, m.Weight ?? 0, m.Assigned ?? 0, Of(accepted, m.PairId), Of(won, m.PairId)))
            .OrderByDescending(p => p.Weight).ThenBy(p => p.Pair, StringComparer.Ordinal).ToList();
    }

    private Dictionary<Guid, int> OutcomesByPair(OutcomeKind kind) => Rows<Outcome>(Outcome.EntityLogicalName)
        .Where(o => o.Kind == kind && o.PairId is not null)
        .GroupBy(o => o.PairId!.Id).ToDictionary(g => g.Key, g => g.Sum(o => o.Sign ?? 0));

    private List<StoryReport.CampaignLine> ReadCampaigns() => Rows<Campaign>(Campaign.EntityLogicalName)
        .Select(c => new StoryReport.CampaignLine(
            c.GetAttributeValue<string>("name"), (c.GetAttributeValue<Money>("totalactualcost") ?? c.GetAttributeValue<Money>("othercost"))?.Value ?? 0,
            c.Leads ?? 0, c.Mqls ?? 0, c.Sqls ?? 0, c.AcceptedLeads ?? 0, c.RejectedLeads ?? 0, c.Meetings ?? 0, c.Opportunities ?? 0, c.Customers ?? 0,
            c.Pipeline ?? 0, c.Revenue ?? 0, c.Margin ?? 0, c.CostPerLead, c.Roi))
        .OrderBy(c => c.Campaign, StringComparer.Ordinal).ToList();

    private List<StoryReport.PersonaLine> ReadPersonas() => Rows<Persona>(Persona.EntityLogicalName)
        .Select(p => new StoryReport.PersonaLine(
            inFrench && !string.IsNullOrEmpty(p.NameFr) ? p.NameFr : p.Name, p.Leads ?? 0, p.Mqls ?? 0, p.Sqls ?? 0, p.AcceptedLeads ?? 0, p.RejectedLeads ?? 0, p.Meetings ?? 0,
            p.Opportunities ?? 0, p.Customers ?? 0, p.Lost ?? 0, p.WinRate, p.Revenue ?? 0, p.FiguredOn))
        .OrderBy(p => p.Persona, StringComparer.Ordinal).ToList();

    private List<StoryReport.ContentLine> ReadContents() => Rows<Content>(Content.EntityLogicalName)
        .Select(c => new StoryReport.ContentLine(c.Name, c.Readers ?? 0, c.Opportunities ?? 0, c.Customers ?? 0, c.Pipeline ?? 0, c.Revenue ?? 0))
        .OrderBy(c => c.Content, StringComparer.Ordinal).ToList();

    private List<StoryReport.ModelLine> ReadAttribution()
    {
        var names = Rows<Campaign>(Campaign.EntityLogicalName).ToDictionary(c => c.Id, c => c.GetAttributeValue<string>("name"));
        var byCampaign = Rows<Attribution>(Attribution.EntityLogicalName)
            .GroupBy(a => a.CampaignId is { } campaign ? names[campaign.Id] : null, StringComparer.Ordinal)
            .OrderBy(g => g.Key is null).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        (string Name, Func<Attribution, decimal?> Share)[] models =
        [
            ("FirstTouch", a => a.First), ("LastTouch", a => a.Last), ("Linear", a => a.Linear), ("UShaped", a => a.UShaped),
            ("WShaped", a => a.WShaped), ("FullPath", a => a.FullPath), ("TimeDecay", a => a.TimeDecay),
        ];
        return models.Select(m =>
        {
            var shares = byCampaign.Select(g => new StoryReport.ModelShare(g.Key, Sum(g, Measure.Pipeline, m.Share), Sum(g, Measure.Revenue, m.Share), Sum(g, Measure.Margin, m.Share))).ToList();
            return new StoryReport.ModelLine(m.Name, shares.Sum(s => s.Pipeline), shares.Sum(s => s.Revenue), shares.Sum(s => s.Margin), shares);
        }).ToList();

        static decimal Sum(IEnumerable<Attribution> rows, Measure measure, Func<Attribution, decimal?> share) => rows.Where(a => a.Measure == measure).Sum(a => share(a) ?? 0);
    }

    // Each month has its own row; the last one looks at everything so far.
    private List<StoryReport.CriterionLine> ReadCriteria() => Rows<Evidence>(Evidence.EntityLogicalName)
        .Where(e => e.CriterionId is not null)
        .GroupBy(e => e.CriterionId!.Id).Select(g => g.MaxBy(e => e.FiguredOn)!)
        .Where(e => e.Fired > 0)
        .Select(e => new StoryReport.CriterionLine(
            e.Name, e.Fired ?? 0, e.WonWith ?? 0, e.LostWith ?? 0, e.WonWithout ?? 0, e.LostWithout ?? 0, e.Lift, e.LiftLow, e.LiftHigh))
        .OrderByDescending(c => c.Lift ?? -1).ThenByDescending(c => c.Fired).ThenBy(c => c.Criterion, StringComparer.Ordinal).ToList();

    private IEnumerable<T> Rows<T>(string table)
        where T : Entity =>
        Pages.All(service, new QueryExpression(table) { ColumnSet = new ColumnSet(true) }).Select(row => row.ToEntity<T>());

    private static int Of(Dictionary<Guid, int> counts, EntityReference? row) => row is not null && counts.TryGetValue(row.Id, out var count) ? count : 0;

    private static SortedDictionary<string, int> Counted(IEnumerable<string?> names) =>
        new(names.GroupBy(n => n ?? "?", StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal), StringComparer.Ordinal);
}
