using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Handoffs;
using Smarketing.Crm.Domain.ServiceLevel;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>What an agreement says about the hand-offs made under it.</summary>
/// <param name="Promises">What is promised.</param>
/// <param name="Calendar">When it is measured.</param>
/// <param name="SalesManagerId">To whom hand-offs go up at last; <c>null</c> for nobody.</param>
/// <param name="Language">Language of stored texts, as LCID.</param>
internal sealed record PromiseTerms(HandoffPromises Promises, WorkingCalendar Calendar, EntityReference? SalesManagerId, int Language)
{
    private const string Alias = "calendar";

    /// <summary>Reads an agreement with its calendar: one read, two with a calendar. A lead is handed over and worked even while its promises cannot be measured.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="agreementId">The agreement of the hand-off, in force or not.</param>
    /// <param name="now">UTC; holidays long past are of no interest.</param>
    /// <param name="unreadable">What keeps its promises from being measured; <c>null</c> when nothing does.</param>
    /// <returns><c>null</c> when there is no such agreement, or its calendar cannot be read.</returns>
    public static PromiseTerms? Find(IOrganizationService service, Guid agreementId, DateTime now, out UnreadableCalendar? unreadable)
    {
        unreadable = null;
        if (Read(service, agreementId) is not { } row)
            return null;
        var agreement = row.ToEntity<Tables.Agreement>();
        try
        {
            return Of(agreement, CalendarOf(service, row, agreement, now));
        }
        catch (RefusalException refused)
        {
            unreadable = new UnreadableCalendar(agreement, refused.Text);
            return null;
        }
    }

    private static Entity? Read(IOrganizationService service, Guid agreementId)
    {
        var query = new QueryExpression(Tables.Agreement.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(
                Tables.Agreement.Columns.AcceptMinutes, Tables.Agreement.Columns.FirstTouchMinutes, Tables.Agreement.Columns.FollowUpMinutes,
                Tables.Agreement.Columns.FollowUpAttempts, Tables.Agreement.Columns.DispositionMinutes, Tables.Agreement.Columns.WarnPercent,
                Tables.Agreement.Columns.MostPauseMinutes, Tables.Agreement.Columns.MostReroutes, Tables.Agreement.Columns.CalendarId,
                Tables.Agreement.Columns.SalesManagerId, Tables.Agreement.Columns.Language, Tables.Agreement.Columns.Name),
            TopCount = 1,
        };
        query.Criteria.AddCondition(Tables.Agreement.PrimaryIdAttribute, ConditionOperator.Equal, agreementId);
        var link = query.AddLink(
            Tables.Calendar.EntityLogicalName, Tables.Agreement.Columns.CalendarId, Tables.Calendar.PrimaryIdAttribute, JoinOperator.LeftOuter);
        link.EntityAlias = Alias;
        link.Columns = new ColumnSet(Tables.Calendar.Columns.Name, Tables.Calendar.Columns.TimeZone);
        foreach (var day in CalendarReader.Days)
            link.Columns.AddColumn(day);

        return service.RetrieveMultiple(query).Entities.FirstOrDefault();
    }

    private static PromiseTerms Of(Tables.Agreement row, WorkingCalendar calendar) => new(
        HandoffPromises.Of(
            row.AcceptMinutes, row.FirstTouchMinutes, row.FollowUpMinutes, row.DispositionMinutes, row.FollowUpAttempts, row.WarnPercent,
            row.MostPauseMinutes, row.MostReroutes),
        calendar,
        row.SalesManagerId,
        row.Language ?? Languages.English);

    private static WorkingCalendar CalendarOf(IOrganizationService service, Entity row, Tables.Agreement agreement, DateTime now) =>
        agreement.CalendarId is { } calendarId
            ? CalendarReader.Of(Joined(row, calendarId), CalendarReader.Holidays(service, calendarId.Id), now.Year - 1)
            : CalendarReader.RoundTheClock();

    private static Tables.Calendar Joined(Entity row, EntityReference calendarId)
    {
        var calendar = new Tables.Calendar { Name = calendarId.Name };
        foreach (var column in row.Attributes)
        {
            if (column.Value is AliasedValue { EntityLogicalName: Tables.Calendar.EntityLogicalName } joined)
                calendar[joined.AttributeLogicalName] = joined.Value;
        }

        return calendar;
    }
}

/// <summary>Why the promises of an agreement cannot be measured.</summary>
/// <param name="Agreement">The agreement, with its calendar, sales manager and language.</param>
/// <param name="Fault">What is wrong with its calendar, and the remedy.</param>
internal sealed record UnreadableCalendar(Tables.Agreement Agreement, Text Fault);
