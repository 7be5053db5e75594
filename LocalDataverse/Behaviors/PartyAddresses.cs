using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Behaviors;

/// <summary>E-mail addresses of those who take part in activities.</summary>
internal static class PartyAddresses
{
    // In this order an address is looked for.
    private static readonly string[] Tables = ["systemuser", "contact", "account", "lead", "queue"];

    private static readonly FrozenDictionary<string, string> Column = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["systemuser"] = "internalemailaddress",
        ["contact"] = "emailaddress1",
        ["account"] = "emailaddress1",
        ["lead"] = "emailaddress1",
        ["queue"] = "emailaddress",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The first e-mail address of a row; null when it has none.</summary>
    public static string? Of(Platform platform, EntityReference party) =>
        Column.TryGetValue(party.LogicalName, out var column)
            ? platform.Store.Find(party.LogicalName, party.Id, new ColumnSet(column))?.Value<string>(column)
            : null;

    /// <summary>The one row that has this address; null when none has it, or several of one table, so that nobody is meant for sure.</summary>
    public static EntityReference? Find(Platform platform, ColumnDefinition list, string address)
    {
        foreach (var table in Tables.Where(t => list.Targets.Contains(t, StringComparer.Ordinal)))
        {
            var query = new QueryExpression(table) { ColumnSet = new ColumnSet(false), TopCount = 2 };
            query.Criteria.AddCondition(Column[table], ConditionOperator.Equal, address);
            var found = platform.Store.Query(query, platform.System.SystemUserId, platform.UtcNow).Entities;
            if (found.Count > 0)
            {
                return found.Count == 1 ? new EntityReference(table, found[0].Id) : null;
            }
        }

        return null;
    }
}
