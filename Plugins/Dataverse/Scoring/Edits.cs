using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse;

/// <summary>What an update changes of a configuration row.</summary>
internal static class Edits
{
    // The publisher's prefix tells what people wrote from what the platform keeps about every row; the lock of a row says nothing.
    private const string OurColumns = "smk_";
    private const int Active = 0;
    private const string State = "statecode";
    private const string Status = "statuscode";

    /// <summary>Whether the update changes anything people wrote.</summary>
    /// <param name="target">The update.</param>
    /// <param name="before">The row before it.</param>
    public static bool OfContent(Entity target, Entity before) =>
        target.Attributes.Keys.Any(column => IsOurs(column, target) && !Same(target[column], before.Contains(column) ? before[column] : null));

    /// <summary>Whether the update changes any of some columns.</summary>
    /// <param name="target">The update.</param>
    /// <param name="before">The row before it.</param>
    /// <param name="columns">The columns.</param>
    public static bool OfAny(Entity target, Entity before, params string[] columns) =>
        columns.Any(column => target.Contains(column) && !Same(target[column], before.Contains(column) ? before[column] : null));

    /// <summary>Whether the update makes the row active or inactive.</summary>
    /// <param name="target">The update.</param>
    /// <param name="before">The row before it.</param>
    public static bool OfState(Entity target, Entity before) =>
        target.Contains(State) && !Same(target[State], before.Contains(State) ? before[State] : null);

    /// <summary>Whether the update makes the row inactive and leaves the status to the platform, which takes the first of that state.</summary>
    /// <param name="target">The update.</param>
    /// <param name="before">The row before it.</param>
    public static bool ClosesWithoutStatus(Entity target, Entity before) =>
        OfState(target, before)
        && target.GetAttributeValue<OptionSetValue?>(State)?.Value != Active
        && target.GetAttributeValue<OptionSetValue?>(Status) is null;

    /// <summary>
    /// The row as it will be. An update that makes it active and names no status leaves the status to the platform, which takes
    /// the first: that is told as no status.
    /// </summary>
    /// <param name="target">The update.</param>
    /// <param name="before">The row before it.</param>
    public static T After<T>(Entity target, Entity before) where T : Entity
    {
        var after = new Entity(before.LogicalName, before.Id);
        foreach (var column in before.Attributes.Concat(target.Attributes))
            after[column.Key] = column.Value;
        if (target.GetAttributeValue<OptionSetValue?>(State)?.Value == Active && target.GetAttributeValue<OptionSetValue?>(Status) is null)
            after[Status] = null;
        return after.ToEntity<T>();
    }

    private static bool IsOurs(string column, Entity target) =>
        column.StartsWith(OurColumns, StringComparison.Ordinal) && column != target.LogicalName + "id" && column != Tables.Agreement.Columns.LockedOn;

    /// <summary>Whether two values of a column are the same.</summary>
    public static bool Same(object? left, object? right)
    {
        if (left is OptionSetValue leftOption && right is OptionSetValue rightOption)
            return leftOption.Value == rightOption.Value;
        if (left is EntityReference leftReference && right is EntityReference rightReference)
            return leftReference.Id == rightReference.Id;
        return EqualityComparer<object?>.Default.Equals(IsEmpty(left) ? null : left, IsEmpty(right) ? null : right);
    }

    private static bool IsEmpty(object? value) => value is string { Length: 0 };
}
