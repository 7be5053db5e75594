using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Messages;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>
/// What has to be looked up before a row is saved: that its columns exist, and that its lookups point to rows that exist.
/// Types, lengths, ranges and options are checked by the store as it encodes each value.
/// </summary>
internal sealed class ReferenceRules(Platform platform)
{
    public void Check(TableDefinition table, Entity row)
    {
        List<KeyValuePair<string, EntityReference>>? resolved = null;
        foreach (var attribute in row.Attributes)
        {
            if (!table.TryColumn(attribute.Key, out var column))
            {
                throw Fault.UnknownColumn(table, attribute.Key);
            }

            switch (column.Type)
            {
                case ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner when attribute.Value is EntityReference reference:
                    if (reference.Id == Guid.Empty && reference.KeyAttributes is { Count: > 0 } keys)
                    {
                        (resolved ??= []).Add(new(attribute.Key, ByKey(reference.LogicalName, keys)));
                    }
                    else
                    {
                        RequireRow(table, column, reference);
                    }

                    break;
                case ColumnType.PartyList when attribute.Value is not (null or EntityCollection):
                    throw Fault.WrongValueType(table, column, attribute.Value, "an EntityCollection of activityparty rows");
                case ColumnType.File when attribute.Value is not null:
                    throw Fault.NotStored(table, column, "Files are not kept; leave the column out.");
                case ColumnType.Virtual when attribute.Value is not null:
                    throw Fault.NotStored(table, column, "The platform computes it; leave it out.");
            }
        }

        if (resolved is not null)
        {
            foreach (var reference in resolved)
            {
                row[reference.Key] = reference.Value;
            }
        }
    }

    private EntityReference ByKey(string table, KeyAttributeCollection keys) =>
        new(table, Rows.Resolve(platform, platform.Catalog.Table(table), Guid.Empty, keys));

    // A wrong target or a missing id is for the store to refuse; it has the better words.
    private void RequireRow(TableDefinition table, ColumnDefinition column, EntityReference reference)
    {
        if (reference.Id == Guid.Empty || !IsTarget(column, reference.LogicalName) || platform.Defaults.IsKnown(reference))
        {
            return;
        }

        platform.Catalog.Table(reference.LogicalName);
        if (!platform.Store.Exists(reference.LogicalName, reference.Id))
        {
            throw Fault.Of(ErrorCodes.ObjectDoesNotExist,
                $"{reference.LogicalName} With Id = {reference.Id:D} Does Not Exist. The lookup '{column.LogicalName}' of '{table.LogicalName}' points to it; create that row first.");
        }
    }

    private static bool IsTarget(ColumnDefinition column, string table)
    {
        foreach (var target in column.Targets)
        {
            if (string.Equals(target, table, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
