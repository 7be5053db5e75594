using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Objectives;

namespace Smarketing.Crm.Dataverse;

/// <summary>When outcomes of each kind were last recorded, to tell whether figures may have changed: one read.</summary>
internal sealed class LatestOutcomes
{
    // An outcome is seen when its transaction ends, which may be a while after it was recorded.
    private static readonly TimeSpan LongestTransaction = TimeSpan.FromMinutes(10);

    private const string Latest = $$"""
        <fetch aggregate="true" no-lock="true">
          <entity name="{{Tables.Outcome.EntityLogicalName}}">
            <attribute name="{{Tables.Outcome.Columns.Kind}}" groupby="true" alias="kind" />
            <attribute name="{{Tables.Outcome.Columns.CreatedOn}}" aggregate="max" alias="latest" />
            <filter><condition attribute="{{Tables.Outcome.Columns.CreatedOn}}" operator="ge" value="{0}" /></filter>
          </entity>
        </fetch>
        """;

    private readonly Dictionary<Tables.OutcomeKind, DateTime> byKind = [];

    private LatestOutcomes(IEnumerable<Entity> rows)
    {
        foreach (var row in rows)
        {
            if (row.GetAttributeValue<AliasedValue?>("kind")?.Value is OptionSetValue kind
                && row.GetAttributeValue<AliasedValue?>("latest")?.Value is DateTime latest)
            {
                byKind[(Tables.OutcomeKind)kind.Value] = Clock.Utc(latest);
            }
        }
    }

    /// <summary>Reads them; of all outcomes there ever were, more than the platform adds up, only the recent ones are asked for.</summary>
    /// <param name="service">Where outcomes are.</param>
    /// <param name="since">Nothing earlier will be asked about, UTC.</param>
    public static LatestOutcomes Read(IOrganizationService service, DateTime since) => new(service.RetrieveMultiple(new FetchExpression(string.Format(
        CultureInfo.InvariantCulture, Latest, (since - LongestTransaction).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)))).Entities);

    /// <summary>Whether something that a metric counts was recorded after a moment.</summary>
    /// <param name="moment">The moment, UTC.</param>
    /// <param name="metric">The metric.</param>
    public bool After(DateTime moment, Metric? metric) => Counted(metric).Any(kind =>
        byKind.TryGetValue(kind, out var latest) && latest > moment - LongestTransaction);

    private static Tables.OutcomeKind[] Counted(Metric? metric) => metric switch
    {
        Metric.NewOpportunities => [Tables.OutcomeKind.OpportunityOpened],
        Metric.MeetingRate => [Tables.OutcomeKind.MeetingHeld, Tables.OutcomeKind.Accepted],
        Metric.SigningRate => [Tables.OutcomeKind.Won, Tables.OutcomeKind.Lost],
        _ => [Tables.OutcomeKind.Won],
    };
}
