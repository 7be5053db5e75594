using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.ClosedLoop;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>What the end of an opportunity says of the lead it came of: won, lost, and taken back when it is opened again.</summary>
internal static class OpportunityOutcomes
{
    /// <summary>The column that says whether it is open, won or lost.</summary>
    public const string State = Sales.State;

    /// <summary>The column that says of which lead it came.</summary>
    public const string Lead = Sales.Opportunity.Lead;

    /// <summary>Columns of the row after that are needed.</summary>
    public static readonly string[] After =
    [
        Sales.Opportunity.Lead, Sales.Opportunity.Revenue, Sales.Opportunity.ClosedOn, Sales.CreatedOn, Sales.State, Sales.Status,
        Tables.Opportunity.Columns.Margin,
    ];

    /// <summary>Keeps what a change of state says.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="before">The row before.</param>
    /// <param name="after">The row after.</param>
    /// <param name="now">When, UTC.</param>
    public static void StateChanged(IOrganizationService service, Entity before, Entity after, DateTime now)
    {
        if (StateOf(before) == StateOf(after))
            return;
        if (StateOf(after) == Sales.Opportunity.Open)
            new OutcomeWriter(service, now).Reverse(after.Id, now, Tables.OutcomeKind.Won, Tables.OutcomeKind.Lost);
        else
            Closed(service, after, now);
    }

    /// <summary>An opportunity is about to be deleted: it was never opened, won or lost.</summary>
    public static void Deleted(IOrganizationService service, Guid opportunityId, DateTime now) => new OutcomeWriter(service, now).Reverse(
        opportunityId, now, Tables.OutcomeKind.OpportunityOpened, Tables.OutcomeKind.Won, Tables.OutcomeKind.Lost);

    private static void Closed(IOrganizationService service, Entity opportunity, DateTime now)
    {
        if (SubjectOf(service, opportunity) is not { } subject)
            return;
        var isWon = StateOf(opportunity) == Sales.Opportunity.Won;
        var closedOn = ClosedOn(opportunity, now);
        var outcome = subject.Row(isWon ? Tables.OutcomeKind.Won : Tables.OutcomeKind.Lost, closedOn, opportunity.Id, now.Ticks);
        outcome.OpportunityId = opportunity.ToEntityReference();
        var current = Current(service, opportunity.Id);
        if (isWon)
        {
            outcome.Amount = Sales.ToCents(opportunity.GetAttributeValue<Money?>(Sales.Opportunity.Revenue)?.Value ?? 0);
            outcome.Margin = Sales.ToCents(
                opportunity.ToEntity<Tables.Opportunity>().Margin ?? (outcome.Amount * MarginPercent(service, subject.Agreement) / 100));
        }
        else if (current is not null && StateOf(current) == StateOf(opportunity))
        {
            outcome.Reason = current.FormattedValues.TryGetValue(Sales.Status, out var reason) ? reason : null;
        }

        var writer = new OutcomeWriter(service, now);
        writer.Write(outcome);
        if (isWon)
        {
            var shares = new AttributionWriter(
                service, subject.Lead.Id, outcome, new Milestones(subject.LeadCreatedOn, OpenedOn(opportunity), closedOn), now);
            shares.Share(Tables.Measure.Revenue, outcome.Amount);
            shares.Share(Tables.Measure.Margin, outcome.Margin);
            shares.Mark();
        }

        // Opened again before this job ran, and perhaps closed once more: the jobs of that may have found nothing to take back.
        if (current is not null && StateOf(current) == Sales.Opportunity.Open)
            writer.Reverse(opportunity.Id, now, Tables.OutcomeKind.Won, Tables.OutcomeKind.Lost);
        else
            writer.LeaveLatest(opportunity.Id, now, Tables.OutcomeKind.Won, Tables.OutcomeKind.Lost);
    }

    private static OutcomeSubject? SubjectOf(IOrganizationService service, Entity opportunity) =>
        opportunity.GetAttributeValue<EntityReference?>(Sales.Opportunity.Lead) is { } lead ? OutcomeSubject.Of(service, lead.Id) : null;

    private static DateTime? OpenedOn(Entity opportunity) =>
        opportunity.GetAttributeValue<DateTime?>(Sales.CreatedOn) is { } moment ? Clock.Utc(moment) : null;

    // The close date is a day where the user lives. It speaks only when it is clearly an earlier one: somebody caught up.
    private static DateTime ClosedOn(Entity opportunity, DateTime now) =>
        opportunity.GetAttributeValue<DateTime?>(Sales.Opportunity.ClosedOn) is { } day && day.Date < now.Date.AddDays(-1)
            ? DateTime.SpecifyKind(day.Date.AddHours(Noon), DateTimeKind.Utc)
            : now;

    private const int Noon = 12;

    private static Entity? Current(IOrganizationService service, Guid opportunityId)
    {
        var query = new QueryExpression(Tables.Opportunity.EntityLogicalName) { ColumnSet = new ColumnSet(Sales.State, Sales.Status), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Opportunity.PrimaryIdAttribute, ConditionOperator.Equal, opportunityId);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault();
    }

    private static decimal? MarginPercent(IOrganizationService service, EntityReference? agreement) => agreement is null
        ? null
        : service.Retrieve(Tables.Agreement.EntityLogicalName, agreement.Id, new ColumnSet(Tables.Agreement.Columns.MarginPercent))
            .ToEntity<Tables.Agreement>().MarginPercent;

    private static int? StateOf(Entity opportunity) => opportunity.GetAttributeValue<OptionSetValue?>(Sales.State)?.Value;
}
