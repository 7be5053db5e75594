using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse;

/// <summary>Reads what a lead did.</summary>
internal static class EngagementReader
{
    /// <summary>The lead's events, newest first: one read per 5,000.</summary>
    /// <param name="service">Who reads.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="since">Events before this moment (UTC) are left out; <c>null</c> reads them all.</param>
    public static IReadOnlyList<EngagementEvent> Read(IOrganizationService service, Guid leadId, DateTime? since)
    {
        var query = new QueryExpression(Tables.Engagement.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(
                Tables.Engagement.Columns.OccurredOn,
                Tables.Engagement.Columns.Type,
                Tables.Engagement.Columns.Channel,
                Tables.Engagement.Columns.SourceKey,
                Tables.Engagement.Columns.Content,
                Tables.Engagement.Columns.CampaignId),
        };
        query.Criteria.AddCondition(Tables.Engagement.Columns.LeadId, ConditionOperator.Equal, leadId);
        query.Criteria.AddCondition(Tables.Engagement.Columns.StateCode, ConditionOperator.Equal, (int)Tables.EngagementState.Active);
        if (since is not null)
            query.Criteria.AddCondition(Tables.Engagement.Columns.OccurredOn, ConditionOperator.GreaterEqual, since.Value);
        query.AddOrder(Tables.Engagement.Columns.OccurredOn, OrderType.Descending);
        var events = new List<EngagementEvent>();
        foreach (var row in Pages.All(service, query))
        {
            if (Event(row.ToEntity<Tables.Engagement>()) is { } known)
                events.Add(known);
        }

        return events;
    }

    // A row without time, type or channel says nothing that a rule could count.
    private static EngagementEvent? Event(Tables.Engagement row) =>
        row.OccurredOn is { } occurredOn && row.Type is { } type && row.Channel is { } channel
            ? new EngagementEvent(
                Clock.Utc(occurredOn),
                (EngagementType)((int)type - ModelReader.FirstOption),
                (Channel)((int)channel - ModelReader.FirstOption),
                row.SourceKey,
                row.Content,
                row.CampaignId?.Id)
            : null;
}
