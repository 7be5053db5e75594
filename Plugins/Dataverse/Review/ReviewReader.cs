using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Domain.Review;
using Label = Smarketing.Crm.Domain.Review.Label;

namespace Smarketing.Crm.Dataverse;

/// <summary>Reads everything a review looks at. Lists are short enough to be read in a quarter of an hour.</summary>
internal static class ReviewReader
{
    private const int MostLines = 20;
    private const int MostContents = 5;
    private const int MostCharacters = 300;
    private const int DaysAhead = 14;
    private const string LeadAlias = "lead";

    /// <summary>The review of a week under an agreement.</summary>
    public static Review Read(IOrganizationService service, ReviewAgreement agreement, ReviewWeek week)
    {
        var period = new OutcomePeriod(week.From, week.Until);
        var calendar = WhatComesReader.Between(service, week, DaysAhead);
        return new Review
        {
            Week = week,
            Figures = WeekReader.Read(service, week),
            Before = WeekReader.Read(service, week.Before),
            Matured = MaturedIn(service, agreement, week),
            Targets = agreement.Targets,
            BadlyHandled = BadlyHandled(service, period),
            Rejections = Counts(
                Tally.ByOption(
                    service,
                    Tables.Outcome.EntityLogicalName,
                    Tables.Outcome.Columns.RejectReason,
                    Tally.Within(Tables.Outcome.Columns.OccurredOn, period)
                        + Tally.Where(Tables.Outcome.Columns.Kind, "eq", (int)Tables.OutcomeKind.Rejected),
                    Tables.Outcome.Columns.Sign),
                ReviewTexts.Reason),
            Objectives = Objectives(service),
            Alerts = Counts(
                Tally.ByOption(
                    service, Tables.Alert.EntityLogicalName, Tables.Alert.Columns.Kind, Tally.Empty(Tables.Alert.Columns.HealedOn)),
                ReviewTexts.Alert),
            Personas = PerformanceReader.Personas(service, MostLines),
            Contents = PerformanceReader.Contents(service, MostContents),
            Published = calendar.Where(item => item.On < week.Monday.AddDays(7)).Take(MostLines).ToArray(),
            Coming = calendar.Where(item => item.On >= week.Monday.AddDays(7)).Take(MostLines).ToArray(),
            Feedback = Feedback(service, period),
        };
    }

    private static Matured MaturedIn(IOrganizationService service, ReviewAgreement agreement, ReviewWeek week)
    {
        var days = agreement.CohortDays;
        var begun = new OutcomePeriod(week.From.AddDays(-days), week.Until.AddDays(-days));
        var cohorts = new CohortReader(service, agreement.Row.Id, begun, week.Until);
        var accepted = cohorts.Accepted();
        return new Matured(days, accepted.Size, accepted.Successes, cohorts.Met().Successes);
    }

    private static Count[] Counts(IReadOnlyDictionary<int, int> counts, Func<int, Label> name) => counts
        .Where(count => count.Value > 0)
        .OrderByDescending(count => count.Value)
        .ThenBy(count => count.Key)
        .Select(count => new Count(name(count.Key), count.Value))
        .ToArray();

    // What the clocks found broken, and told the seller, is why a lead was badly handled.
    private static BadHandling[] BadlyHandled(IOrganizationService service, OutcomePeriod period)
    {
        var query = new QueryExpression(Tables.Alert.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.Alert.Columns.Promise, Tables.Alert.Columns.LeadId),
        };
        query.Criteria.AddCondition(Tables.Alert.Columns.Kind, ConditionOperator.Equal, (int)Tables.AlertKind.PromiseBreach);
        query.Criteria.AddCondition(Tables.Alert.Columns.RaisedOn, ConditionOperator.GreaterEqual, period.From);
        query.Criteria.AddCondition(Tables.Alert.Columns.RaisedOn, ConditionOperator.LessThan, period.Until);
        var lead = query.AddLink(Tables.Lead.EntityLogicalName, Tables.Alert.Columns.LeadId, Tables.Lead.PrimaryIdAttribute);
        lead.EntityAlias = LeadAlias;
        lead.Columns = new ColumnSet(Tables.Lead.PrimaryNameAttribute);
        return Pages.All(service, query)
            .GroupBy(row => row.GetAttributeValue<EntityReference>(Tables.Alert.Columns.LeadId).Id)
            .Select(rows => new
            {
                rows.Key,
                Name = rows.First().GetAttributeValue<AliasedValue?>(LeadAlias + "." + Tables.Lead.PrimaryNameAttribute)?.Value as string ?? "?",
                Causes = rows.Select(row => row.ToEntity<Tables.Alert>().Promise).Distinct().OrderBy(promise => promise).ToArray(),
            })
            .OrderByDescending(item => item.Causes.Length)
            .ThenBy(item => item.Name, StringComparer.Ordinal)
            .ThenBy(item => item.Key)
            .Take(MostLines)
            .Select(item => new BadHandling(item.Key, item.Name, item.Causes.Select(ReviewTexts.Cause).ToArray()))
            .ToArray();
    }

    private static ObjectiveLine[] Objectives(IOrganizationService service)
    {
        var query = new QueryExpression(Tables.Objective.EntityLogicalName) { ColumnSet = new ColumnSet(true) };
        query.Criteria.AddCondition(Tables.Objective.Columns.StatusCode, ConditionOperator.Equal, (int)Tables.ObjectiveStatus.Running);
        query.AddOrder(Tables.Objective.Columns.Until, OrderType.Ascending);
        query.AddOrder(Tables.Objective.Columns.Name, OrderType.Ascending);
        return Pages.All(service, query)
            .Select(row => row.ToEntity<Tables.Objective>())
            .Select(row => new ObjectiveLine(
                row.Name ?? "?", row.Target ?? 0, row.Actual, row.Expected, row.Forecast, ObjectiveRow.Pace(row.Pace)))
            .ToArray();
    }

    private static FeedbackLine[] Feedback(IOrganizationService service, OutcomePeriod period)
    {
        var query = new QueryExpression(Tables.Feedback.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.Feedback.Columns.Kind, Tables.Feedback.Columns.Text, Tables.Feedback.Columns.AnsweredOn),
            TopCount = MostLines,
        };
        query.Criteria.AddCondition(Tables.Feedback.Columns.CreatedOn, ConditionOperator.GreaterEqual, period.From);
        query.Criteria.AddCondition(Tables.Feedback.Columns.CreatedOn, ConditionOperator.LessThan, period.Until);
        query.AddOrder(Tables.Feedback.Columns.CreatedOn, OrderType.Ascending);
        query.AddOrder(Tables.Feedback.PrimaryIdAttribute, OrderType.Ascending);
        return service.RetrieveMultiple(query).Entities
            .Select(row => row.ToEntity<Tables.Feedback>())
            .Select(row => new FeedbackLine(
                row.Id,
                ReviewTexts.Feedback(row.Kind),
                Clip.To((row.Text ?? string.Empty).Replace("\r", string.Empty).Replace('\n', ' '), MostCharacters),
                row.AnsweredOn is not null))
            .ToArray();
    }
}
