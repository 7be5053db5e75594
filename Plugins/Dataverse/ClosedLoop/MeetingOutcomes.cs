using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>What an appointment says of a lead: a meeting is booked while it is to come, and held once it is completed.</summary>
internal static class MeetingOutcomes
{
    /// <summary>The table of appointments.</summary>
    public const string Appointment = "appointment";

    private const string Regarding = "regardingobjectid";
    private const string ScheduledStart = "scheduledstart";
    private const string ActualEnd = "actualend";
    private const string ScheduledEnd = "scheduledend";
    private const int Completed = 1;
    private const int Canceled = 2;

    /// <summary>Columns whose change tells something.</summary>
    public static readonly string[] Telling = [Regarding, ScheduledStart, Sales.State];

    /// <summary>Columns of the row after.</summary>
    public static readonly string[] After = [Regarding, ScheduledStart, ScheduledEnd, ActualEnd, Sales.State];

    /// <summary>Keeps what is new; nothing for an appointment about something else than a lead or its opportunity.</summary>
    public static void Record(IOrganizationService service, Entity appointment, DateTime now)
    {
        var state = appointment.GetAttributeValue<OptionSetValue?>(Sales.State)?.Value;
        if (state == Canceled || appointment.GetAttributeValue<EntityReference?>(Regarding) is not { } regarding)
            return;
        var opportunity = regarding.LogicalName == Tables.Opportunity.EntityLogicalName ? regarding : null;
        var lead = opportunity is null ? regarding : LeadOf(service, opportunity.Id);
        if (lead?.LogicalName != Tables.Lead.EntityLogicalName || OutcomeSubject.Of(service, lead.Id) is not { } subject)
            return;
        var outcome = state == Completed
            ? subject.Row(Tables.OutcomeKind.MeetingHeld, HeldOn(appointment, now), appointment.Id)
            : subject.Row(Tables.OutcomeKind.MeetingBooked, now, appointment.Id);
        outcome.OpportunityId = opportunity;
        new OutcomeWriter(service, now).Write(outcome);
    }

    // Completed on the day it was planned for, or later when somebody caught up; never in the future.
    private static DateTime HeldOn(Entity appointment, DateTime now)
    {
        var ended = appointment.GetAttributeValue<DateTime?>(ActualEnd) ?? appointment.GetAttributeValue<DateTime?>(ScheduledEnd);
        return ended is { } moment && Clock.Utc(moment) < now ? Clock.Utc(moment) : now;
    }

    private static EntityReference? LeadOf(IOrganizationService service, Guid opportunityId)
    {
        var query = new QueryExpression(Tables.Opportunity.EntityLogicalName) { ColumnSet = new ColumnSet(Sales.Opportunity.Lead), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Opportunity.PrimaryIdAttribute, ConditionOperator.Equal, opportunityId);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.GetAttributeValue<EntityReference?>(Sales.Opportunity.Lead);
    }
}
