using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Review;

namespace Smarketing.Crm.Dataverse;

/// <summary>Reads what came out and what comes: campaigns by the day they start, content by the moment it is published.</summary>
internal static class WhatComesReader
{
    private const string Name = "name";
    private const string Type = "typecode";
    private const string Starts = "actualstart";
    private const string Proposed = "proposedstart";
    private const string State = "statecode";
    private const int Active = 0;
    private const int EventType = 3;

    /// <summary>Everything from a week's Monday to some days after its Sunday, by day, then by name: two reads.</summary>
    public static IReadOnlyList<Dated> Between(IOrganizationService service, ReviewWeek week, int daysAhead)
    {
        var end = week.Monday.AddDays(7 + daysAhead);
        return Campaigns(service, week.Monday, end).Concat(Contents(service, week, end))
            .OrderBy(item => item.On)
            .ThenBy(item => item.Name, StringComparer.Ordinal)
            .ThenBy(item => item.Kind.English, StringComparer.Ordinal)
            .ToArray();
    }

    private static IEnumerable<Dated> Campaigns(IOrganizationService service, DateTime monday, DateTime end)
    {
        var query = new QueryExpression(Tables.Campaign.EntityLogicalName) { ColumnSet = new ColumnSet(Name, Type, Starts, Proposed) };
        query.Criteria.AddCondition(State, ConditionOperator.Equal, Active);
        var starts = query.Criteria.AddFilter(LogicalOperator.Or);
        foreach (var column in new[] { Starts, Proposed })
        {
            // A day more on both sides, since the platform may keep the day as a moment; the day itself is looked at below.
            var within = starts.AddFilter(LogicalOperator.And);
            within.AddCondition(column, ConditionOperator.GreaterEqual, monday.AddDays(-1));
            within.AddCondition(column, ConditionOperator.LessThan, end.AddDays(1));
        }

        foreach (var row in Pages.All(service, query))
        {
            // A day is kept as midnight where the user is who entered it, in UTC; half a day later it is that day in nearly every zone.
            var on = (row.GetAttributeValue<DateTime?>(Starts) ?? row.GetAttributeValue<DateTime?>(Proposed))?.AddHours(12).Date;
            if (on >= monday && on < end)
            {
                var kind = row.GetAttributeValue<OptionSetValue?>(Type)?.Value == EventType ? ReviewTexts.Event() : ReviewTexts.Campaign();
                yield return new Dated(row.GetAttributeValue<string?>(Name) ?? "?", on.Value, kind);
            }
        }
    }

    private static IEnumerable<Dated> Contents(IOrganizationService service, ReviewWeek week, DateTime end)
    {
        var query = new QueryExpression(Tables.Content.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.Content.Columns.Name, Tables.Content.Columns.PublishedOn),
        };
        query.Criteria.AddCondition(Tables.Content.Columns.StateCode, ConditionOperator.Equal, (int)Tables.ContentState.Active);
        query.Criteria.AddCondition(Tables.Content.Columns.PublishedOn, ConditionOperator.GreaterEqual, week.From);
        query.Criteria.AddCondition(Tables.Content.Columns.PublishedOn, ConditionOperator.LessThan, WallClock.ToUtc(week.Zone, end));
        foreach (var row in Pages.All(service, query).Select(row => row.ToEntity<Tables.Content>()))
            yield return new Dated(row.Name ?? "?", TimeZones.DateIn(week.Zone, row.PublishedOn!.Value), ReviewTexts.Content());
    }
}
