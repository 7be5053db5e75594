using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Objectives;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>
/// Computes the figures of running objectives anew when a day has begun or outcomes have come that they count, once an hour at most; ends
/// those whose last day has passed, and follows with alerts. Where nothing happened nothing is written but once a day.
/// </summary>
internal sealed class RefreshObjectives : RowTask
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    private const string Agreement = "agreement";
    private const string Zone = Agreement + "." + Tables.Agreement.Columns.TimeZone;
    private const string Language = Agreement + "." + Tables.Agreement.Columns.Language;

    public override string Name => "objectives";

    protected override int Do(SweepContext context, IReadOnlyList<Entity> due, int budget)
    {
        // Objectives often share a quarter: what one period adds up to is read once.
        var sums = new Dictionary<OutcomePeriod, OutcomeSums>();
        foreach (var row in due)
            Refresh(context, row.ToEntity<Tables.Objective>(), sums);
        return due.Count < budget ? due.Count + ObjectiveAlerts.HealClosed(context.Service, context.Now, budget - due.Count) : due.Count;
    }

    private static void Refresh(SweepContext context, Tables.Objective row, Dictionary<OutcomePeriod, OutcomeSums> sums)
    {
        var objective = ObjectiveRow.Read(row);
        if (SmartCheck.Faults(objective).Count > 0)
        {
            // An owner or the agreement was deleted since it started: nothing can be said, and it waits for the next hour.
            context.Trace("Objective " + row.Id.ToString("D") + " is not SMART any more: " + string.Join(", ", SmartCheck.Faults(objective)));
            context.Service.Update(new Tables.Objective { Id = row.Id, FiguredOn = context.Now });
            return;
        }

        var zone = ZoneOf(row);
        var period = ObjectiveRow.Period(objective, zone);
        if (!sums.TryGetValue(period, out var figures))
            sums.Add(period, figures = OutcomeSums.In(context.Service, period));
        var today = TimeZones.DateIn(zone, context.Now);
        var progress = Progress.Of(objective, figures.Of(objective.Metric!.Value), today);
        var update = new Tables.Objective { Id = row.Id, FiguredOn = context.Now };
        ObjectiveRow.Write(progress, row, update);
        if (progress.IsOver)
        {
            update.StateCode = Tables.ObjectiveState.Inactive;
            update.StatusCode = progress.Pace == Pace.Reached ? Tables.ObjectiveStatus.Reached : Tables.ObjectiveStatus.Missed;
        }

        // The alert first: a run killed in between finds the objective still due.
        var language = row.GetAttributeValue<AliasedValue?>(Language)?.Value as int? ?? Languages.English;
        ObjectiveAlerts.Follow(context.Service, row, progress, today, context.Now, language);
        context.Service.Update(update);
    }

    // Running objectives are few: all are read, and those due are told apart here, by their own zone and by what they count.
    public override IReadOnlyList<Entity> Due(SweepContext context, int most)
    {
        var query = new QueryExpression(Tables.Objective.EntityLogicalName) { ColumnSet = new ColumnSet(true) };
        query.Criteria.AddCondition(Tables.Objective.Columns.StatusCode, ConditionOperator.Equal, (int)Tables.ObjectiveStatus.Running);
        query.AddOrder(Tables.Objective.Columns.FiguredOn, OrderType.Ascending);
        var agreement = query.AddLink(
            Tables.Agreement.EntityLogicalName,
            Tables.Objective.Columns.AgreementId,
            Tables.Agreement.PrimaryIdAttribute,
            JoinOperator.LeftOuter);
        agreement.EntityAlias = Agreement;
        agreement.Columns = new ColumnSet(Tables.Agreement.Columns.TimeZone, Tables.Agreement.Columns.Language);
        var stale = Pages.All(context.Service, query)
            .Select(row => row.ToEntity<Tables.Objective>())
            .Where(row => row.FiguredOn is null || Clock.Utc(row.FiguredOn.Value) <= context.Now - Fresh)
            .ToArray();
        if (stale.Length == 0)
            return stale;
        var latest = LatestOutcomes.Read(context.Service, stale.Min(row => Clock.Utc(row.FiguredOn ?? context.Now)));
        return context.Due(Name, stale.Where(row => IsDue(row, latest, context.Now)).ToArray()).Take(most).ToArray();
    }

    private static bool IsDue(Tables.Objective row, LatestOutcomes latest, DateTime now)
    {
        if (row.FiguredOn is not { } figured)
            return true;
        var zone = ZoneOf(row);
        return TimeZones.DateIn(zone, figured) < TimeZones.DateIn(zone, now) || latest.After(Clock.Utc(figured), ObjectiveRow.Read(row).Metric);
    }

    private static TimeZoneInfo ZoneOf(Tables.Objective row) =>
        TimeZones.Find(row.GetAttributeValue<AliasedValue?>(Zone)?.Value as string) ?? TimeZoneInfo.Utc;
}
