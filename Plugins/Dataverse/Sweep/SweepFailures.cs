using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>
/// What of the sweep has failed: open alerts, one for a task that is to be run piece by piece and one for each piece that cannot be done. A
/// piece is left out for a day, so that it holds up no other, and is then tried again.
/// </summary>
internal sealed class SweepFailures
{
    private const string Separator = ":";
    private const int NameLength = 200;
    private const int MessageLength = 4000;

    private static readonly TimeSpan LeftOutFor = TimeSpan.FromDays(1);

    private readonly IOrganizationService service;
    private readonly Lazy<Tables.Alert[]> open;

    /// <param name="service">Acts with the rights of the system.</param>
    public SweepFailures(IOrganizationService service)
    {
        this.service = service;
        open = new Lazy<Tables.Alert[]>(ReadOpen);
    }

    /// <summary>The task that is to be run piece by piece; <c>null</c> when the alert speaks of something else.</summary>
    public static string? TaskOf(Tables.Alert alert)
    {
        var parts = alert.Key?.Split(':');
        return alert.Kind == Tables.AlertKind.SweepFailed && parts is { Length: 2 } ? parts[1] : null;
    }

    /// <summary>The pieces of a task that are left out at a moment. Read once, when first asked for.</summary>
    public ICollection<Guid> LeftOut(string task, DateTime now) => new HashSet<Guid>(PiecesOf(task).Where(alert => !IsOld(alert, now)).Select(PieceOf));

    /// <summary>Heals what is told of pieces that were tried again and done, or are due no more.</summary>
    public void HealOld(string task, DateTime now)
    {
        foreach (var alert in PiecesOf(task).Where(alert => IsOld(alert, now)))
            service.Update(new Tables.Alert { Id = alert.Id, HealedOn = now });
    }

    /// <summary>Says that a task, or a piece of it, has failed. Said again, it is the same alert.</summary>
    public void Raise(string task, Entity? piece, Text message, int language, DateTime now)
    {
        var alert = new Tables.Alert { RaisedOn = now, HealedOn = null, Message = Clip.To(message.In(language), MessageLength) };
        if (KeyedAlert.Find(service, KeyOf(task, piece?.Id)) is { } known)
        {
            alert.Id = known.Id;
            service.Update(alert);
            return;
        }

        alert.Name = Clip.To(SweepTexts.FailedName(task).In(language), NameLength);
        alert.Key = KeyOf(task, piece?.Id);
        alert.Kind = Tables.AlertKind.SweepFailed;
        alert.Side = Tables.Side.Both;
        alert.LeadId = Link(piece, Tables.Lead.EntityLogicalName);
        alert.HandoffId = Link(piece, Tables.Handoff.EntityLogicalName);
        alert.ObjectiveId = Link(piece, Tables.Objective.EntityLogicalName);
        service.Create(alert);
    }

    /// <summary>Says that a task runs again.</summary>
    public void Heal(string task, DateTime now)
    {
        if (KeyedAlert.Find(service, KeyOf(task, null)) is { HealedOn: null } known)
            service.Update(new Tables.Alert { Id = known.Id, HealedOn = now });
    }

    private static EntityReference? Link(Entity? piece, string table) => piece?.LogicalName == table ? piece.ToEntityReference() : null;

    private static string KeyOf(string task, Guid? piece) => Tables.AlertKind.SweepFailed + Separator + task
        + (piece is { } id ? Separator + id.ToString("D", CultureInfo.InvariantCulture) : string.Empty);

    private static bool IsOld(Tables.Alert alert, DateTime now) => alert.RaisedOn is not { } raised || Clock.Utc(raised) <= now - LeftOutFor;

    private static Guid PieceOf(Tables.Alert alert) =>
        Guid.TryParse(alert.Key!.Substring(alert.Key!.LastIndexOf(Separator, StringComparison.Ordinal) + 1), out var id) ? id : Guid.Empty;

    private IEnumerable<Tables.Alert> PiecesOf(string task) =>
        open.Value.Where(alert => alert.Key!.StartsWith(KeyOf(task, null) + Separator, StringComparison.Ordinal));

    private Tables.Alert[] ReadOpen()
    {
        var query = new QueryExpression(Tables.Alert.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.Alert.Columns.Key, Tables.Alert.Columns.RaisedOn),
        };
        query.Criteria.AddCondition(Tables.Alert.Columns.Kind, ConditionOperator.Equal, (int)Tables.AlertKind.SweepFailed);
        query.Criteria.AddCondition(Tables.Alert.Columns.HealedOn, ConditionOperator.Null);
        return Pages.All(service, query).Select(row => row.ToEntity<Tables.Alert>()).ToArray();
    }
}
