using System;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>Figures that are compared once a day and written when they have changed.</summary>
internal static class Figures
{
    // The column has this name wherever figures are kept.
    private const string FiguredOn = Tables.Evidence.Columns.FiguredOn;

    private static readonly TimeSpan HoldFor = TimeSpan.FromDays(1);

    /// <summary>Whether figures need not be looked at yet.</summary>
    /// <param name="figuredOn">When they were.</param>
    /// <param name="now">The moment, UTC.</param>
    public static bool Hold(DateTime? figuredOn, DateTime now) => figuredOn is { } moment && Clock.Utc(moment) > now - HoldFor;

    /// <summary>Whether a row says what is on record already, whenever it was computed.</summary>
    /// <param name="row">What was computed.</param>
    /// <param name="before">What is on record.</param>
    public static bool Same(Entity row, Entity before) => row.Attributes
        .Where(column => column.Key != FiguredOn)
        .All(column => Edits.Same(column.Value, before.Contains(column.Key) ? before[column.Key] : null));
}
