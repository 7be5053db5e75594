using System;
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

    /// <summary>Reads an agreement with its calendar: one read, two with a calendar.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="agreementId">The agreement of the hand-off, in force or not.</param>
    /// <param name="now">UTC; holidays long past are of no interest.</param>
    /// <returns><c>null</c> when there is no such agreement.</returns>
    /// <exception cref="RefusalException">Its calendar cannot be read.</exception>
    public static PromiseTerms? Read(IOrganizationService service, Guid agreementId, DateTime now)
    {
        var query = new QueryExpression(Tables.Agreement.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(
                Tables.Agreement.Columns.AcceptMinutes, Tables.Agreement.Columns.FirstTouchMinutes, Tables.Agreement.Columns.FollowUpMinutes,
                Tables.Agreement.Columns.FollowUpAttempts, Tables.Agreement.Columns.DispositionMinutes, Tables.Agreement.Columns.WarnPercent,
                Tables.Agreement.Columns.MostPauseMinutes, Tables.Agreement.Columns.MostReroutes, Tables.Agreement.Columns.CalendarId,
                Tables.Agreement.Columns.SalesManagerId, Tables.Agreement.Columns.Language),
            TopCount = 1,
        };
        query.Criteria.AddCondition(Tables.Agreement.PrimaryIdAttribute, ConditionOperator.Equal, agreementId);
        var link = query.AddLink(
            Tables.Calendar.EntityLogicalName, Tables.Agreement.Columns.CalendarId, Tables.Calendar.PrimaryIdAttribute, JoinOperator.LeftOuter);
        link.EntityAlias = Alias;
        link.Columns = new ColumnSet(Tables.Calendar.Columns.Name, Tables.Calendar.Columns.TimeZone);
        foreach (var day in CalendarReader.Days)
            link.Columns.AddColumn(day);

        var found = service.RetrieveMultiple(query).Entities;
        if (found.Count == 0)
            return null;
        var row = found[0].ToEntity<Tables.Agreement>();
        return new PromiseTerms(
            HandoffPromises.Of(
                row.AcceptMinutes, row.FirstTouchMinutes, row.FollowUpMinutes, row.DispositionMinutes, row.FollowUpAttempts, row.WarnPercent,
                row.MostPauseMinutes, row.MostReroutes),
            row.CalendarId is { } calendarId
                ? CalendarReader.Of(Joined(row), CalendarReader.Holidays(service, calendarId.Id), now.Year - 1)
                : CalendarReader.RoundTheClock(),
            row.SalesManagerId,
            row.Language ?? Languages.English);
    }

    /// <summary>The same for what must not fail: a lead is handed over and worked even while its promises cannot be measured.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="agreementId">The agreement of the hand-off.</param>
    /// <param name="now">UTC.</param>
    /// <param name="trace">Takes what is wrong with the calendar.</param>
    public static PromiseTerms? Measurable(IOrganizationService service, Guid agreementId, DateTime now, Action<string> trace)
    {
        try
        {
            return Read(service, agreementId, now);
        }
        catch (RefusalException unreadable)
        {
            trace("The promises of a hand-off cannot be measured: " + unreadable.Text.English);
            return null;
        }
    }

    private static Tables.Calendar Joined(Entity row)
    {
        var calendar = new Tables.Calendar();
        foreach (var column in row.Attributes)
        {
            if (column.Value is AliasedValue { EntityLogicalName: Tables.Calendar.EntityLogicalName } joined)
                calendar[joined.AttributeLogicalName] = joined.Value;
        }

        return calendar;
    }
}
