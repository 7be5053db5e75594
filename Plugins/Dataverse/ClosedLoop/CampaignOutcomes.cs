using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>
/// A campaign with what its rows add up to, added up by the database: leads, hand-offs, outcomes less their reversals, and shares earned.
/// Each sum is over one campaign, well within the 50,000 rows the platform adds up at once.
/// </summary>
internal sealed class CampaignOutcomes
{
    private const string LeadSums = """
        <fetch aggregate="true" no-lock="true">
          <entity name="lead">
            <attribute name="leadid" aggregate="count" alias="rows" />
            <attribute name="smk_cycle" aggregate="sum" alias="cycles" />
            <filter>
              <condition attribute="campaignid" operator="eq" value="{0}" />
              <condition attribute="merged" operator="ne" value="1" />
            </filter>
          </entity>
        </fetch>
        """;

    // Each cycle is handed off once, however many pairs it went to.
    private const string Handoffs = """
        <fetch aggregate="true" no-lock="true">
          <entity name="smk_handoff">
            <attribute name="smk_handoffid" aggregate="count" alias="rows" />
            <filter><condition attribute="smk_attempt" operator="eq" value="1" /></filter>
            <link-entity name="lead" from="leadid" to="smk_leadid">
              <filter><condition attribute="campaignid" operator="eq" value="{0}" /></filter>
            </link-entity>
          </entity>
        </fetch>
        """;

    private const string Outcomes = """
        <fetch aggregate="true" no-lock="true">
          <entity name="smk_outcome">
            <attribute name="smk_kind" groupby="true" alias="kind" />
            <attribute name="smk_rejectreason" groupby="true" alias="reason" />
            <attribute name="smk_sign" aggregate="sum" alias="facts" />
            <filter><condition attribute="smk_campaignid" operator="eq" value="{0}" /></filter>
          </entity>
        </fetch>
        """;

    private const string Shares = """
        <fetch aggregate="true" no-lock="true">
          <entity name="smk_attribution">
            <attribute name="smk_measure" groupby="true" alias="measure" />
            <attribute name="{1}" aggregate="sum" alias="amount" />
            <filter><condition attribute="smk_campaignid" operator="eq" value="{0}" /></filter>
          </entity>
        </fetch>
        """;

    private readonly Tables.Campaign campaign;
    private readonly Entity leads;
    private readonly IReadOnlyList<Entity> outcomes;
    private readonly IReadOnlyList<Entity> shares;

    private CampaignOutcomes(IOrganizationService service, Guid campaignId, Domain.ClosedLoop.AttributionModel model)
    {
        campaign = service.Retrieve(Tables.Campaign.EntityLogicalName, campaignId, new ColumnSet(
            Sales.Campaign.Cost, Sales.Campaign.OtherCost, Tables.Campaign.Columns.ErasedLeads, Tables.Campaign.Columns.ErasedMqls,
            Tables.Campaign.Columns.ErasedSqls)).ToEntity<Tables.Campaign>();
        leads = Fetch(service, LeadSums, campaignId).Single();
        HandedOff = (int)Number(Fetch(service, Handoffs, campaignId).Single(), "rows") + (campaign.ErasedSqls ?? 0);
        outcomes = Fetch(service, Outcomes, campaignId);
        shares = Fetch(service, Shares, campaignId, AttributionWriter.ColumnOf(model));
    }

    /// <summary>Adds up: five reads.</summary>
    public static CampaignOutcomes Of(IOrganizationService service, Guid campaignId, Domain.ClosedLoop.AttributionModel model) =>
        new(service, campaignId, model);

    /// <summary>What it cost, in base currency; 0 when nobody said.</summary>
    public decimal Cost =>
        campaign.GetAttributeValue<Money?>(Sales.Campaign.Cost)?.Value ?? campaign.GetAttributeValue<Money?>(Sales.Campaign.OtherCost)?.Value ?? 0;

    /// <summary>Leads whose source it is, erased ones included.</summary>
    public int Leads => (int)Number(leads, "rows") + (campaign.ErasedLeads ?? 0);

    /// <summary>How often these became MQLs.</summary>
    public int Cycles => (int)Number(leads, "cycles") + (campaign.ErasedMqls ?? 0);

    /// <summary>How often these were handed off.</summary>
    public int HandedOff { get; }

    /// <summary>Facts of a kind, less their reversals.</summary>
    public int Facts(Tables.OutcomeKind kind) => (int)outcomes.Where(row => Choice(row, "kind") == (int)kind).Sum(row => Number(row, "facts"));

    /// <summary>Rejections by reason, the most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Rejections => outcomes
        .Where(row => Choice(row, "kind") == (int)Tables.OutcomeKind.Rejected)
        .OrderByDescending(row => Number(row, "facts")).ThenBy(row => Choice(row, "reason"))
        .Select(row => new KeyValuePair<string, int>(
            ((Tables.RejectReason?)Choice(row, "reason") ?? Tables.RejectReason.Other).ToString(), (int)Number(row, "facts")))
        .ToArray();

    /// <summary>What it earned of a measure by the model, in base currency.</summary>
    public decimal Earned(Tables.Measure measure) => shares.Where(row => Choice(row, "measure") == (int)measure).Sum(row => Number(row, "amount"));

    /// <summary>The margin it earned; <c>null</c> when it earned revenue and nobody knows the margin.</summary>
    public decimal? Margin =>
        shares.Any(row => Choice(row, "measure") == (int)Tables.Measure.Margin) || Earned(Tables.Measure.Revenue) == 0 ? Earned(Tables.Measure.Margin) : null;

    private static IReadOnlyList<Entity> Fetch(IOrganizationService service, string fetch, Guid campaignId, string? column = null) =>
        service.RetrieveMultiple(new FetchExpression(string.Format(CultureInfo.InvariantCulture, fetch, campaignId, column))).Entities;

    private static object? Value(Entity row, string alias) => row.GetAttributeValue<AliasedValue?>(alias)?.Value;

    private static decimal Number(Entity row, string alias) => Value(row, alias) is { } value ? Convert.ToDecimal(value, CultureInfo.InvariantCulture) : 0;

    private static int? Choice(Entity row, string alias) => Value(row, alias) switch
    {
        null => null,
        OptionSetValue option => option.Value,
        var value => Convert.ToInt32(value, CultureInfo.InvariantCulture),
    };
}
