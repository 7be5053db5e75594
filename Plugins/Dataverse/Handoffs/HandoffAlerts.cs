using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Handoffs;
using Smarketing.Crm.Domain.ServiceLevel;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>Tells whoever has a lead that a promise is short or broken, and the manager at last; once each, and heals what is mended.</summary>
internal static class HandoffAlerts
{
    private const string User = "systemuser";
    private const string ParentUser = "parentsystemuserid";

    /// <summary>Raises what holds and was not told, and heals what holds no more.</summary>
    public static void Tell(IOrganizationService service, Tables.Handoff handoff, PromiseTerms terms, HandoffReading reading, DateTime now)
    {
        var known = Of(service, handoff.Id, alsoHealed: true);
        foreach (var notice in reading.Notices.Where(notice => known.All(alert => alert.Key != KeyOf(handoff, notice))))
        {
            var alert = New(handoff, notice.IsBreach ? Tables.AlertKind.PromiseBreach : Tables.AlertKind.PromiseWarning, KeyOf(handoff, notice), now);
            alert.Promise = (Tables.Promise)(ModelReader.FirstOption + (int)notice.Promise);
            alert.ToUserId = handoff.OwnerId is { LogicalName: User } owner ? owner : null;
            alert.Name = HandoffTexts.NoticeName(notice).In(terms.Language);
            alert.Message = HandoffTexts.Notice(notice, handoff.Name, HasPair(handoff), reading, terms.Calendar.TimeZone).In(terms.Language);
            service.Create(alert);
        }

        Heal(service, handoff, known, reading.Notices, now);
    }

    /// <summary>Heals alerts of a hand-off that hold no more: one read when none is open.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="handoff">The hand-off as it is.</param>
    /// <param name="now">UTC.</param>
    public static void HealKept(IOrganizationService service, Tables.Handoff handoff, DateTime now)
    {
        var open = Of(service, handoff.Id, alsoHealed: false);
        if (open.Count == 0)
            return;
        UnreadableCalendar? unreadable = null;
        var terms = handoff.AgreementId is { } agreement ? PromiseTerms.Find(service, agreement.Id, now, out unreadable) : null;
        // What cannot be measured is not known to be kept.
        if (unreadable is not null && HandoffMachine.IsOpen(HandoffRow.StateOf(handoff)))
            return;
        IReadOnlyList<Notice> notices = terms is null
            ? []
            : HandoffClocks.Read(terms.Calendar, terms.Promises, HandoffRow.Facts(handoff, HandoffRow.Pauses(service, handoff.Id), now), now).Notices;
        Heal(service, handoff, open, notices, now);
    }

    /// <summary>Tells the manager: the owner's, else the pool's, else the agreement's.</summary>
    public static void Escalate(IOrganizationService service, Tables.Handoff handoff, PromiseTerms terms, HandoffReading reading, DateTime now)
    {
        var key = EscalationKey(handoff);
        if (Of(service, handoff.Id, alsoHealed: true).Any(alert => alert.Key == key))
            return;
        var alert = New(handoff, Tables.AlertKind.Escalation, key, now);
        alert.ToUserId = ManagerOf(service, handoff) ?? terms.SalesManagerId;
        alert.Name = HandoffTexts.EscalationName().In(terms.Language);
        alert.Message = HandoffTexts.Escalation(handoff.Name, HasPair(handoff) ? handoff.OwnerId?.Name : null, reading).In(terms.Language);
        service.Create(alert);
    }

    private static EntityReference? ManagerOf(IOrganizationService service, Tables.Handoff handoff)
    {
        if (handoff.OwnerId is { LogicalName: User } owner
            && service.Retrieve(User, owner.Id, new ColumnSet(ParentUser)).GetAttributeValue<EntityReference?>(ParentUser) is { } manager)
            return manager;
        return handoff.PoolId is { } pool
            ? service.Retrieve(pool.LogicalName, pool.Id, new ColumnSet(Tables.Pool.Columns.ManagerId)).ToEntity<Tables.Pool>().ManagerId
            : null;
    }

    private static void Heal(
        IOrganizationService service, Tables.Handoff handoff, IEnumerable<Tables.Alert> alerts, IReadOnlyList<Notice> notices, DateTime now)
    {
        var holding = new HashSet<string>(notices.Select(notice => KeyOf(handoff, notice)), StringComparer.Ordinal);
        if (notices.Any(notice => notice.IsBreach))
            holding.Add(EscalationKey(handoff));
        // A job that runs late knows nothing of what was told after its event.
        foreach (var alert in alerts.Where(alert => alert.HealedOn is null && IsOurs(alert) && !holding.Contains(alert.Key!) && !(alert.RaisedOn > now)))
            service.Update(new Tables.Alert { Id = alert.Id, HealedOn = now });
    }

    private static bool IsOurs(Tables.Alert alert) =>
        alert.Kind is Tables.AlertKind.PromiseWarning or Tables.AlertKind.PromiseBreach or Tables.AlertKind.Escalation;

    private static IReadOnlyList<Tables.Alert> Of(IOrganizationService service, Guid handoffId, bool alsoHealed)
    {
        var query = new QueryExpression(Tables.Alert.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.Alert.Columns.Key, Tables.Alert.Columns.Kind, Tables.Alert.Columns.RaisedOn, Tables.Alert.Columns.HealedOn),
        };
        query.Criteria.AddCondition(Tables.Alert.Columns.HandoffId, ConditionOperator.Equal, handoffId);
        if (!alsoHealed)
            query.Criteria.AddCondition(Tables.Alert.Columns.HealedOn, ConditionOperator.Null);
        return Pages.All(service, query).Select(row => row.ToEntity<Tables.Alert>()).ToArray();
    }

    private static Tables.Alert New(Tables.Handoff handoff, Tables.AlertKind kind, string key, DateTime now) => new()
    {
        Kind = kind,
        Key = key,
        // Sales slips; both sides read it.
        Side = Tables.Side.Sales,
        RaisedOn = now,
        HandoffId = handoff.ToEntityReference(),
        LeadId = handoff.LeadId,
        PoolId = handoff.PoolId,
        AgreementId = handoff.AgreementId,
    };

    private static bool HasPair(Tables.Handoff handoff) => handoff.PairId is not null;

    private static string KeyOf(Tables.Handoff handoff, Notice notice) => string.Format(
        CultureInfo.InvariantCulture, "{0}:{1}:{2}", Watch(handoff), notice.Promise, notice.IsBreach ? "Breach" : "Warning");

    private static string EscalationKey(Tables.Handoff handoff) => Watch(handoff) + ":Escalation";

    // What was told while nobody, or somebody else, had the lead is not yet told to who has it now.
    private static string Watch(Tables.Handoff handoff) => string.Format(
        CultureInfo.InvariantCulture, HasPair(handoff) ? "{0:D}:{1:yyyyMMddHHmmss}" : "{0:D}:Queue", handoff.Id, handoff.StartedOn);
}
