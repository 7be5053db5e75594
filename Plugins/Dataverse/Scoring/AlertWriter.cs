using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse;

/// <summary>Tells both sides that scoring stands still: once per cause, however many leads meet it.</summary>
internal static class AlertWriter
{
    private const string Separator = ":";
    private const int MessageLength = 4000;

    /// <summary>No agreement is in force.</summary>
    public static void MissingAgreement(IOrganizationService service, string message, DateTime now) =>
        Raise(service, Tables.AlertKind.MissingAgreement, Tables.AlertKind.MissingAgreement.ToString(), null, message, now);

    /// <summary>The model of the agreement in force cannot score.</summary>
    public static void ScoringFault(IOrganizationService service, AgreementInForce agreement, string message, DateTime now) =>
        Raise(
            service,
            Tables.AlertKind.ScoringFault,
            string.Join(
                Separator,
                Tables.AlertKind.ScoringFault.ToString(),
                agreement.Id.ToString("D", CultureInfo.InvariantCulture),
                (agreement.ModelId ?? Guid.Empty).ToString("D", CultureInfo.InvariantCulture)),
            agreement,
            message,
            now);

    /// <summary>An agreement comes up for review: raised once for each agreement.</summary>
    /// <returns>Whether it was raised now.</returns>
    public static bool RenewalDue(IOrganizationService service, Tables.Agreement agreement, Text name, Text message, DateTime now)
    {
        var alert = OfAgreement(Tables.AlertKind.RenewalDue, agreement, name, message, now);
        if (KeyedAlert.Find(service, alert.Key!) is not null)
            return false;
        service.Create(alert);
        return true;
    }

    /// <summary>An agreement has expired: raised, and raised again when somebody healed it too early.</summary>
    /// <returns>Whether it was raised now.</returns>
    public static bool AgreementExpired(IOrganizationService service, Tables.Agreement agreement, Text name, Text message, DateTime now) =>
        KeyedAlert.Raise(service, OfAgreement(Tables.AlertKind.AgreementExpired, agreement, name, message, now));

    /// <summary>What was wrong no longer is: another agreement has come into force.</summary>
    public static void Heal(IOrganizationService service, DateTime now)
    {
        var query = new QueryExpression(Tables.Alert.EntityLogicalName) { ColumnSet = new ColumnSet(false) };
        query.Criteria.AddCondition(Tables.Alert.Columns.HealedOn, ConditionOperator.Null);
        query.Criteria.AddCondition(
            Tables.Alert.Columns.Kind, ConditionOperator.In, (int)Tables.AlertKind.MissingAgreement, (int)Tables.AlertKind.ScoringFault,
            (int)Tables.AlertKind.RenewalDue, (int)Tables.AlertKind.AgreementExpired);
        // All are read first: a healed alert is no longer found, and would shift the pages after it.
        foreach (var alert in Pages.All(service, query).ToArray())
            service.Update(new Tables.Alert { Id = alert.Id, HealedOn = now });
    }

    private static Tables.Alert OfAgreement(Tables.AlertKind kind, Tables.Agreement agreement, Text name, Text message, DateTime now)
    {
        var language = agreement.Language ?? Languages.English;
        return new Tables.Alert
        {
            Name = name.In(language),
            Key = string.Join(Separator, kind.ToString(), agreement.Id.ToString("D", CultureInfo.InvariantCulture)),
            Kind = kind,
            Side = Tables.Side.Both,
            Message = Clip.To(message.In(language), MessageLength),
            RaisedOn = now,
            AgreementId = agreement.ToEntityReference(),
        };
    }

    private static void Raise(
        IOrganizationService service, Tables.AlertKind kind, string key, AgreementInForce? agreement, string message, DateTime now) =>
        KeyedAlert.Raise(service, new Tables.Alert
        {
            Name = Messages.AlertName(kind).English,
            Key = key,
            Kind = kind,
            Side = Tables.Side.Both,
            Message = Clip.To(message, MessageLength),
            RaisedOn = now,
            AgreementId = agreement is null ? null : new EntityReference(Tables.Agreement.EntityLogicalName, agreement.Id),
            ScoringModelId = agreement?.ModelId is { } modelId
                ? new EntityReference(Tables.ScoringModel.EntityLogicalName, modelId)
                : null,
        });
}
