using System;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Domain.Objectives;

namespace Smarketing.Crm.Dataverse;

/// <summary>An objective's row as the domain sees it.</summary>
internal static class ObjectiveRow
{
    private const int FirstOption = 727000000;

    private static readonly string[] Figures =
    [
        Tables.Objective.Columns.Actual, Tables.Objective.Columns.Expected, Tables.Objective.Columns.Forecast, Tables.Objective.Columns.Pace,
        Tables.Objective.Columns.FiguredOn,
    ];

    /// <summary>What is written in a row.</summary>
    public static Objective Read(Tables.Objective row) => new(
        row.Metric is { } metric ? (Metric)((int)metric - FirstOption) : null,
        row.Target,
        row.From?.Date,
        row.Until?.Date,
        row.MarketerId?.Id,
        row.SellerId?.Id,
        row.AgreementId?.Id);

    /// <summary>The state that a status stands for; no status is a draft.</summary>
    public static ObjectiveState State(Tables.ObjectiveStatus? status) => status switch
    {
        Tables.ObjectiveStatus.Running => ObjectiveState.Running,
        Tables.ObjectiveStatus.Reached => ObjectiveState.Reached,
        Tables.ObjectiveStatus.Missed => ObjectiveState.Missed,
        Tables.ObjectiveStatus.Cancelled => ObjectiveState.Cancelled,
        _ => ObjectiveState.Draft,
    };

    /// <summary>How a pace is written.</summary>
    public static Tables.Pace Option(Pace pace) => (Tables.Pace)((int)pace + FirstOption);

    /// <summary>How a pace is read.</summary>
    public static Pace? Pace(Tables.Pace? option) => option is { } pace ? (Pace)((int)pace - FirstOption) : null;

    /// <summary>Writes figures into an update; one that keeps its value is left out.</summary>
    public static void Write(Progress progress, Tables.Objective before, Tables.Objective update)
    {
        if (progress.Actual != before.Actual)
            update.Actual = progress.Actual;
        if (progress.Expected != before.Expected)
            update.Expected = progress.Expected;
        if (progress.Forecast != before.Forecast)
            update.Forecast = progress.Forecast;
        if (Option(progress.Pace) != before.Pace)
            update.Pace = Option(progress.Pace);
    }

    /// <summary>Whether a write carries figures that only outcomes tell.</summary>
    public static bool CarriesFigures(Entity target)
    {
        foreach (var column in Figures)
        {
            if (target.Contains(column) && target[column] is not null)
                return true;
        }

        return false;
    }

    /// <summary>The moments between which outcomes count: from midnight of the first day to midnight after the last.</summary>
    public static OutcomePeriod Period(Objective objective, TimeZoneInfo zone) => new(
        Domain.Review.WallClock.ToUtc(zone, objective.From!.Value.Date),
        Domain.Review.WallClock.ToUtc(zone, objective.Until!.Value.Date.AddDays(1)));
}
