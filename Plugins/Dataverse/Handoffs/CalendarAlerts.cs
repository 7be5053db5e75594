using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>Tells both sides that a calendar cannot be read: once for each calendar, however many hand-offs wait for it, until it is mended.</summary>
internal static class CalendarAlerts
{
    private const int NameLength = 200;
    private const int MessageLength = 4000;

    /// <summary>Raises the alert, unless it is open already: one read.</summary>
    public static void Raise(IOrganizationService service, UnreadableCalendar unreadable, DateTime now)
    {
        var agreement = unreadable.Agreement;
        var calendar = agreement.CalendarId!;
        var language = agreement.Language ?? Languages.English;
        var alert = new Tables.Alert
        {
            Kind = Tables.AlertKind.UnreadableCalendar,
            Key = Tables.AlertKind.UnreadableCalendar + ":" + calendar.Id.ToString("D", CultureInfo.InvariantCulture),
            // Neither side knows who is late.
            Side = Tables.Side.Both,
            Name = Clip.To(HandoffTexts.UnreadableCalendarName(calendar.Name).In(language), NameLength),
            Message = Clip.To(HandoffTexts.UnreadableCalendar(agreement.Name, unreadable.Fault).In(language), MessageLength),
            RaisedOn = now,
            AgreementId = agreement.ToEntityReference(),
            ToUserId = agreement.SalesManagerId,
        };
        KeyedAlert.Raise(service, alert);
    }

    /// <summary>Heals the alerts about calendars that can be read again: one read when none is open.</summary>
    public static void HealMended(IOrganizationService service, DateTime now)
    {
        var query = new QueryExpression(Tables.Alert.EntityLogicalName) { ColumnSet = new ColumnSet(Tables.Alert.Columns.AgreementId) };
        query.Criteria.AddCondition(Tables.Alert.Columns.Kind, ConditionOperator.Equal, (int)Tables.AlertKind.UnreadableCalendar);
        query.Criteria.AddCondition(Tables.Alert.Columns.HealedOn, ConditionOperator.Null);
        foreach (var alert in Pages.All(service, query).Select(row => row.ToEntity<Tables.Alert>()).ToArray())
        {
            UnreadableCalendar? unreadable = null;
            if (alert.AgreementId is { } agreement)
                PromiseTerms.Find(service, agreement.Id, now, out unreadable);
            if (unreadable is null)
                service.Update(new Tables.Alert { Id = alert.Id, HealedOn = now });
        }
    }
}
