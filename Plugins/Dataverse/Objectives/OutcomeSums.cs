using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Objectives;

namespace Smarketing.Crm.Dataverse;

/// <summary>A time whose outcomes are added up.</summary>
/// <param name="From">First moment, UTC.</param>
/// <param name="Until">The moment after the last, UTC.</param>
internal sealed record OutcomePeriod(DateTime From, DateTime Until);

/// <summary>What outcomes of a time add up to, kind by kind; added up by the database, reversals taken off.</summary>
internal sealed class OutcomeSums
{
    private const string Sums = $$"""
        <fetch aggregate="true" no-lock="true">
          <entity name="{{Tables.Outcome.EntityLogicalName}}">
            <attribute name="{{Tables.Outcome.Columns.Kind}}" groupby="true" alias="kind" />
            <attribute name="{{Tables.Outcome.Columns.Sign}}" aggregate="sum" alias="facts" />
            <attribute name="{{Tables.Outcome.Columns.Amount}}" aggregate="sum" alias="amount" />
            <attribute name="{{Tables.Outcome.Columns.Margin}}" aggregate="sum" alias="margin" />
            <filter>
              <condition attribute="{{Tables.Outcome.Columns.OccurredOn}}" operator="ge" value="{0}" />
              <condition attribute="{{Tables.Outcome.Columns.OccurredOn}}" operator="lt" value="{1}" />
            </filter>
          </entity>
        </fetch>
        """;

    // Of the hand-offs accepted in the time; one that came to two meetings came to a meeting once.
    private const string MetHandoffs = $$"""
        <fetch aggregate="true" no-lock="true">
          <entity name="{{Tables.Outcome.EntityLogicalName}}">
            <attribute name="{{Tables.Outcome.Columns.HandoffId}}" aggregate="countcolumn" distinct="true" alias="met" />
            <filter>
              <condition attribute="{{Tables.Outcome.Columns.OccurredOn}}" operator="ge" value="{0}" />
              <condition attribute="{{Tables.Outcome.Columns.OccurredOn}}" operator="lt" value="{1}" />
              <condition attribute="{{Tables.Outcome.Columns.Kind}}" operator="eq" value="{2}" />
              <condition attribute="{{Tables.Outcome.Columns.Sign}}" operator="eq" value="1" />
            </filter>
            <link-entity name="{{Tables.Outcome.EntityLogicalName}}" from="{{Tables.Outcome.Columns.HandoffId}}" to="{{Tables.Outcome.Columns.HandoffId}}" alias="accepted">
              <filter>
                <condition attribute="{{Tables.Outcome.Columns.OccurredOn}}" operator="ge" value="{4}" />
                <condition attribute="{{Tables.Outcome.Columns.OccurredOn}}" operator="lt" value="{5}" />
                <condition attribute="{{Tables.Outcome.Columns.Kind}}" operator="eq" value="{3}" />
                <condition attribute="{{Tables.Outcome.Columns.Sign}}" operator="eq" value="1" />
              </filter>
            </link-entity>
          </entity>
        </fetch>
        """;

    private readonly IOrganizationService service;
    private readonly OutcomePeriod period;
    private readonly ILookup<Tables.OutcomeKind, Entity> byKind;
    private int? met;

    private OutcomeSums(IOrganizationService service, OutcomePeriod period)
    {
        this.service = service;
        this.period = period;
        byKind = Parts().SelectMany(part => Fetch(Sums, part, part)).ToLookup(row => (Tables.OutcomeKind)Kind(Value(row, "kind")));
    }

    /// <summary>Adds up: one read for each month or part of one; as many more when meetings are asked for.</summary>
    /// <param name="service">Where outcomes are.</param>
    /// <param name="period">The time.</param>
    public static OutcomeSums In(IOrganizationService service, OutcomePeriod period) => new(service, period);

    /// <summary>Facts of a kind, less their reversals.</summary>
    public int Facts(Tables.OutcomeKind kind) => (int)Sum(kind, "facts");

    /// <summary>Amounts of a kind in the base currency.</summary>
    public decimal Amount(Tables.OutcomeKind kind) => Sum(kind, "amount");

    /// <summary>Margins of a kind in the base currency.</summary>
    public decimal Margin(Tables.OutcomeKind kind) => Sum(kind, "margin");

    /// <summary>Of the hand-offs accepted, those that came to a meeting, each once.</summary>
    public int MetHandoffCount => met ??= (int)Parts().SelectMany(part => Fetch(MetHandoffs, period, part)).Sum(row => Number(Value(row, "met")));

    /// <summary>The figures that a metric asks for.</summary>
    public Measured Of(Metric metric)
    {
        var won = Facts(Tables.OutcomeKind.Won);
        return metric switch
        {
            Metric.NewOpportunities => new Measured(Facts(Tables.OutcomeKind.OpportunityOpened)),
            Metric.MeetingRate => new Measured(MetHandoffCount, Facts(Tables.OutcomeKind.Accepted)),
            Metric.Customers => new Measured(won),
            Metric.SigningRate => new Measured(won, won + Facts(Tables.OutcomeKind.Lost)),
            Metric.Revenue => new Measured(Amount(Tables.OutcomeKind.Won)),
            Metric.Margin => new Measured(Margin(Tables.OutcomeKind.Won)),
            _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "This metric is unknown; say here what it adds up."),
        };
    }

    private decimal Sum(Tables.OutcomeKind kind, string alias) => byKind[kind].Sum(row => Number(Value(row, alias)));

    private IEnumerable<Entity> Fetch(string fetch, OutcomePeriod within, OutcomePeriod accepted) => service.RetrieveMultiple(new FetchExpression(string.Format(
        CultureInfo.InvariantCulture, fetch, Moment(within.From), Moment(within.Until), (int)Tables.OutcomeKind.MeetingHeld, (int)Tables.OutcomeKind.Accepted,
        Moment(accepted.From), Moment(accepted.Until)))).Entities;

    // The platform adds up 50,000 rows at once and no more.
    private IEnumerable<OutcomePeriod> Parts()
    {
        for (var from = period.From; from < period.Until; from = from.AddDays(DaysAtOnce))
            yield return new OutcomePeriod(from, from.AddDays(DaysAtOnce) < period.Until ? from.AddDays(DaysAtOnce) : period.Until);
    }

    private const int DaysAtOnce = 31;

    private static string Moment(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static object? Value(Entity row, string alias) => row.GetAttributeValue<AliasedValue?>(alias)?.Value;

    private static int Kind(object? value) => value is OptionSetValue option ? option.Value : (int)Number(value);

    private static decimal Number(object? value) => value is null ? 0 : Convert.ToDecimal(value, CultureInfo.InvariantCulture);
}
