using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Behaviors;

/// <summary>Activities: their type, their parties, and the times and durations that follow from others.</summary>
internal sealed class ActivityBehavior : TableBehavior
{
    private static readonly string[] Times = ["statecode", "actualstart", "actualend", "actualdurationminutes", "scheduledstart", "scheduledend"];

    public override bool Concerns(TableDefinition table) => table.IsActivity;

    public override void Creating(Platform platform, TableDefinition table, Entity target)
    {
        if (table.TryColumn("activitytypecode", out _))
        {
            target["activitytypecode"] = table.LogicalName;
        }

        if (table.TryColumn("isregularactivity", out _))
        {
            target["isregularactivity"] = true;
        }
    }

    public override void Inserting(Platform platform, TableDefinition table, Entity target) => SettleScheduledDuration(table, target, null);

    public override void Inserted(Platform platform, TableDefinition table, Entity target) => PartyLists.Save(platform, table, target, isNew: true);

    public override void Updating(Platform platform, TableDefinition table, Entity target, Operation operation)
    {
        if (!Times.Any(target.Contains))
        {
            return;
        }

        var current = platform.Store.Find(table.LogicalName, target.Id, new ColumnSet([.. Times.Where(c => table.TryColumn(c, out _))]));
        if (current is not null)
        {
            SettleScheduledDuration(table, target, current);
            SettleEnd(platform, table, target, current);
        }
    }

    public override void Updated(Platform platform, TableDefinition table, Entity target, Operation operation) => PartyLists.Save(platform, table, target, isNew: false);

    public override void Deleted(Platform platform, TableDefinition table, Guid id) => PartyLists.Delete(platform, id);

    /// <summary>Completed (1) and canceled (2) activities are over; open and scheduled ones are not.</summary>
    public static bool IsOver(OptionSetValue? state) => state?.Value is 1 or 2;

    private static void SettleScheduledDuration(TableDefinition table, Entity target, Entity? current)
    {
        if (!table.TryColumn("scheduleddurationminutes", out _) || !(target.Contains("scheduledstart") || target.Contains("scheduledend")))
        {
            return;
        }

        target["scheduleddurationminutes"] = Minutes(When(target, current, "scheduledstart"), When(target, current, "scheduledend"));
    }

    private static void SettleEnd(Platform platform, TableDefinition table, Entity target, Entity current)
    {
        var was = IsOver(current.Value<OptionSetValue>("statecode"));
        var willBe = target.Value<OptionSetValue>("statecode") is { } state ? IsOver(state) : was;
        if (was == willBe || !table.TryColumn("actualend", out _))
        {
            return;
        }

        if (!willBe)
        {
            // Opened again, it has not ended yet.
            if (!target.Contains("actualend"))
            {
                target["actualend"] = null;
            }

            return;
        }

        if (When(target, current, "actualend") is null)
        {
            target["actualend"] = platform.UtcNow;
        }

        var start = When(target, current, "actualstart");
        if (start is not null && table.TryColumn("actualdurationminutes", out _)
            && !target.Contains("actualdurationminutes") && !current.Contains("actualdurationminutes"))
        {
            target["actualdurationminutes"] = Minutes(start, When(target, current, "actualend"));
        }
    }

    private static DateTime? When(Entity target, Entity? current, string column) =>
        (target.Attributes.TryGetValue(column, out var value) || (current is not null && current.Attributes.TryGetValue(column, out value)))
            && value is DateTime moment ? moment : null;

    private static object? Minutes(DateTime? start, DateTime? end) =>
        start is { } from && end is { } to && to >= from && (to - from).TotalMinutes < int.MaxValue ? (int)(to - from).TotalMinutes : null;
}
