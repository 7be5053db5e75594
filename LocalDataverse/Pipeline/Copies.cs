using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>Copies what crosses the line between a caller and the platform, which on the real platform is serialised.</summary>
internal static class Copies
{
    /// <summary>A value if it is of the type expected. What is of another type is for the store to refuse, in its own words.</summary>
    public static T? Value<T>(this Entity row, string column)
        where T : class =>
        row.Attributes.TryGetValue(column, out var value) ? value as T : null;

    /// <summary>Whether the row carries a value of another type than expected.</summary>
    public static bool HasOther<T>(this Entity row, string column)
        where T : class =>
        row.Attributes.TryGetValue(column, out var value) && value is not (null or T);

    public static Entity Of(Entity row)
    {
        var copy = new Entity(row.LogicalName, row.Id) { RowVersion = row.RowVersion, EntityState = row.EntityState };
        foreach (var attribute in row.Attributes)
        {
            copy.Attributes.Add(attribute.Key, OfValue(attribute.Value)!);
        }

        if (row.KeyAttributes is { Count: > 0 } keys)
        {
            foreach (var key in keys)
            {
                copy.KeyAttributes.Add(key.Key, key.Value);
            }
        }

        if (row.FormattedValues is { Count: > 0 } formatted)
        {
            foreach (var value in formatted)
            {
                copy.FormattedValues.Add(value.Key, value.Value);
            }
        }

        if (row.RelatedEntities is { Count: > 0 } related)
        {
            copy.RelatedEntities.AddRange(related);
        }

        return copy;
    }

    public static EntityReference Of(EntityReference reference)
    {
        var copy = new EntityReference(reference.LogicalName, reference.Id) { Name = reference.Name, RowVersion = reference.RowVersion };
        if (reference.KeyAttributes is { Count: > 0 } keys)
        {
            foreach (var key in keys)
            {
                copy.KeyAttributes.Add(key.Key, key.Value);
            }
        }

        return copy;
    }

    /// <summary>Texts, numbers and dates are immutable and travel as they are.</summary>
    public static object? OfValue(object? value) => value switch
    {
        null or string or int or bool or DateTime or decimal or Guid or long or double => value,
        EntityReference reference => Of(reference),
        OptionSetValue option => new OptionSetValue(option.Value),
        Money money => new Money(money.Value),
        Entity row => Of(row),
        OptionSetValueCollection options => CopyOptions(options),
        EntityCollection rows => CopyRows(rows),
        _ => value,
    };

    private static OptionSetValueCollection CopyOptions(OptionSetValueCollection options)
    {
        var copy = new OptionSetValueCollection();
        foreach (var option in options)
        {
            copy.Add(new OptionSetValue(option.Value));
        }

        return copy;
    }

    private static EntityCollection CopyRows(EntityCollection rows)
    {
        var copy = new List<Entity>(rows.Entities.Count);
        foreach (var row in rows.Entities)
        {
            copy.Add(Of(row));
        }

        return new EntityCollection(copy)
        {
            EntityName = rows.EntityName,
            MoreRecords = rows.MoreRecords,
            PagingCookie = rows.PagingCookie,
            TotalRecordCount = rows.TotalRecordCount,
            TotalRecordCountLimitExceeded = rows.TotalRecordCountLimitExceeded,
        };
    }
}
