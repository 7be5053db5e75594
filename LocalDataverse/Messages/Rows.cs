using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>What the messages on rows have in common.</summary>
internal static class Rows
{
    /// <summary>The inputs of the request, with another Target in place of the caller's own.</summary>
    public static ParameterCollection Inputs(OrganizationRequest request, object target)
    {
        var inputs = new ParameterCollection();
        foreach (var parameter in request.Parameters)
        {
            inputs[parameter.Key] = string.Equals(parameter.Key, "Target", StringComparison.Ordinal) ? target : parameter.Value;
        }

        return inputs;
    }

    /// <summary>The id a row carries, as a property or as a value; empty when it carries none.</summary>
    public static Guid IdIn(TableDefinition table, Entity row)
    {
        if (!row.Attributes.TryGetValue(table.PrimaryId, out var value) || value is null)
        {
            return row.Id;
        }

        if (value is not Guid id)
        {
            throw Fault.WrongValueType(table, table.PrimaryIdColumn, value, "a Guid");
        }

        if (row.Id != Guid.Empty && id != Guid.Empty && row.Id != id)
        {
            throw Fault.InvalidArgument(
                $"The row of '{table.LogicalName}' says two ids: Id is {row.Id:D}, {table.PrimaryId} is {id:D}. Give the same id or only one of them.");
        }

        return row.Id == Guid.Empty ? id : row.Id;
    }

    /// <summary>Takes away what callers may not write; the platform ignores such values as well.</summary>
    public static void DropUnwritable(TableDefinition table, Entity row, Func<ColumnDefinition, bool> isWritable)
    {
        List<string>? dropped = null;
        foreach (var attribute in row.Attributes)
        {
            if (table.TryColumn(attribute.Key, out var column) && !isWritable(column)
                && !string.Equals(attribute.Key, table.PrimaryId, StringComparison.Ordinal))
            {
                (dropped ??= []).Add(attribute.Key);
            }
        }

        if (dropped is not null)
        {
            foreach (var name in dropped)
            {
                row.Attributes.Remove(name);
            }
        }
    }

    /// <summary>The id of the row that a reference means, by id or by alternate key.</summary>
    public static Guid Resolve(Platform platform, TableDefinition table, Guid id, KeyAttributeCollection? keys)
    {
        if (id != Guid.Empty)
        {
            return id;
        }

        if (keys is { Count: > 0 })
        {
            return platform.Store.FindByKey(table.LogicalName, keys) ?? throw Fault.KeyDoesNotExist(table.LogicalName, keys);
        }

        throw Fault.InvalidArgument($"A row of '{table.LogicalName}' is meant, but neither its id nor an alternate key is given. Set Id or KeyAttributes.");
    }
}
