using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Messages;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Behaviors;

/// <summary>Writes the party lists of an activity as rows of <c>activityparty</c>, each list replaced as a whole.</summary>
internal static class PartyLists
{
    public const string Table = "activityparty";

    private const string Activity = "activityid";
    private const string Party = "partyid";
    private const string Type = "participationtypemask";

    /// <summary>The row as it is stored: party lists live in rows of their own.</summary>
    public static Entity WithoutLists(TableDefinition table, Entity target)
    {
        if (!table.IsActivity)
        {
            return target;
        }

        var lists = target.Attributes.Where(a => table.TryColumn(a.Key, out var column) && column.Type == ColumnType.PartyList).Select(a => a.Key).ToList();
        if (lists.Count == 0)
        {
            return target;
        }

        var row = Copies.Of(target);
        foreach (var list in lists)
        {
            row.Attributes.Remove(list);
        }

        return row;
    }

    /// <summary>Saves the lists the row carries, and its owner and what it is regarding, who take part as well.</summary>
    public static void Save(Platform platform, TableDefinition table, Entity target, bool isNew)
    {
        foreach (var attribute in target.Attributes.ToList())
        {
            if (table.TryColumn(attribute.Key, out var column) && column.Type == ColumnType.PartyList && ParticipationTypes.Of(column.LogicalName) is { } type)
            {
                Replace(platform, target.Id, type, isNew, Given(attribute.Value).Select(given => Read(platform, table, column, given)));
            }
        }

        SaveReference(platform, target, "ownerid", ParticipationTypes.Owner, isNew);
        SaveReference(platform, target, "regardingobjectid", ParticipationTypes.Regarding, isNew);
    }

    public static void Delete(Platform platform, Guid activity)
    {
        foreach (var row in Rows(platform, activity, null))
        {
            platform.Store.Delete(Table, row.Id);
        }
    }

    private static IEnumerable<Entity> Given(object? list) => list is EntityCollection rows ? rows.Entities : [];

    private static void SaveReference(Platform platform, Entity target, string column, int type, bool isNew)
    {
        if (!target.Attributes.TryGetValue(column, out var value))
        {
            return;
        }

        // Only tables whose rows can take part in activities are noted.
        var party = value as EntityReference;
        var takesPart = party is not null && platform.Catalog.Table(Table).Column(Party).Targets.Contains(party.LogicalName, StringComparer.Ordinal);
        Replace(platform, target.Id, type, isNew, takesPart ? [new Entity(Table) { [Party] = party }] : []);
    }

    private static void Replace(Platform platform, Guid activity, int type, bool isNew, IEnumerable<Entity> parties)
    {
        var added = parties.ToList();
        foreach (var row in isNew ? [] : Rows(platform, activity, type))
        {
            platform.Store.Delete(Table, row.Id);
        }

        foreach (var party in added)
        {
            Insert(platform, activity, type, party);
        }
    }

    private static void Insert(Platform platform, Guid activity, int type, Entity party)
    {
        var row = new Entity(Table, Guid.CreateVersion7(platform.Clock.GetUtcNow()));
        foreach (var (column, value) in party.Attributes)
        {
            row[column] = value;
        }

        row[Activity] = new EntityReference(Storage.ActivityView.Table, activity);
        row[Type] = new OptionSetValue(type);
        row["instancetypecode"] = new OptionSetValue(0);
        row["ispartydeleted"] = false;
        if (party.Value<EntityReference>(Party) is { } reference)
        {
            row["partyobjecttypecode"] = reference.LogicalName;
            row["partyidname"] = NameOf(platform, reference);
        }

        platform.Store.Insert(row);
    }

    /// <summary>What a caller put into a list: who it is, and the address used.</summary>
    private static Entity Read(Platform platform, TableDefinition table, ColumnDefinition column, Entity given)
    {
        if (!string.Equals(given.LogicalName, Table, StringComparison.Ordinal))
        {
            throw Fault.InvalidArgument($"The party list '{column.LogicalName}' of '{table.LogicalName}' holds a row of '{given.LogicalName}'. Put rows of '{Table}' into it, each with partyid.");
        }

        var party = new Entity(Table);
        foreach (var name in (string[])["addressused", "effort", "exchangeentryid", "externalid", "externalidtype", "unresolvedpartyname", "resourcespecid"])
        {
            if (given.Attributes.TryGetValue(name, out var value) && value is not null)
            {
                party[name] = value;
            }
        }

        var address = party.Value<string>("addressused");
        var reference = given.Value<EntityReference>(Party)
            ?? (address is null ? null : PartyAddresses.Find(platform, column, address));
        if (reference is null && address is null && party.Value<string>("unresolvedpartyname") is null)
        {
            throw Fault.InvalidArgument($"A party in '{column.LogicalName}' of '{table.LogicalName}' is nobody. Set its partyid, or addressused.");
        }

        if (reference is not null)
        {
            party[Party] = Known(platform, table, column, reference);
            if (address is null && table.LogicalName is "email" && PartyAddresses.Of(platform, reference) is { } own)
            {
                party["addressused"] = own;
            }
        }

        return party;
    }

    private static EntityReference Known(Platform platform, TableDefinition table, ColumnDefinition column, EntityReference reference)
    {
        if (!column.Targets.Contains(reference.LogicalName, StringComparer.Ordinal))
        {
            throw Fault.WrongTarget(table, column, reference.LogicalName);
        }

        var id = Messages.Rows.Resolve(platform, platform.Catalog.Table(reference.LogicalName), reference.Id, reference.KeyAttributes);
        if (!platform.Store.Exists(reference.LogicalName, id))
        {
            throw Fault.RowDoesNotExist(reference.LogicalName, id);
        }

        return new EntityReference(reference.LogicalName, id);
    }

    private static string? NameOf(Platform platform, EntityReference reference) =>
        platform.Catalog.Table(reference.LogicalName).PrimaryName is { } name
            ? platform.Store.Find(reference.LogicalName, reference.Id, new ColumnSet(name))?.Value<string>(name)
            : null;

    private static List<Entity> Rows(Platform platform, Guid activity, int? type)
    {
        var query = new QueryExpression(Table) { ColumnSet = new ColumnSet(false) };
        query.Criteria.AddCondition(Activity, ConditionOperator.Equal, activity);
        if (type is { } wanted)
        {
            query.Criteria.AddCondition(Type, ConditionOperator.Equal, wanted);
        }

        return platform.Every(query);
    }
}
