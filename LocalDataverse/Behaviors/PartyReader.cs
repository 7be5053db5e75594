using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Messages;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Behaviors;

/// <summary>Gives activities their party lists back when they are read.</summary>
internal static class PartyReader
{
    // Far below what one statement may carry.
    private const int ActivitiesAtOnce = 500;

    /// <summary>The row with the columns asked for, party lists included; null when there is no such row.</summary>
    public static Entity? Find(Platform platform, string table, Guid id, ColumnSet columns) =>
        platform.Store.Find(table, id, columns) is { } row ? Fill(platform, platform.Catalog.Table(table), row, columns) : null;

    /// <summary>Adds the lists asked for to one row.</summary>
    public static Entity Fill(Platform platform, TableDefinition table, Entity row, ColumnSet columns)
    {
        Fill(platform, Lists(table, columns), [row]);
        return row;
    }

    /// <summary>Adds the lists a query asks for to the rows it found.</summary>
    public static void Fill(Platform platform, QueryBase query, EntityCollection rows)
    {
        if (rows.Entities.Count > 0 && platform.Catalog.TryTable(rows.EntityName, out var table) && HasLists(table))
        {
            Fill(platform, Lists(table, Columns(query)), rows.Entities);
        }
    }

    private static bool HasLists(TableDefinition table) => table.IsActivity || table.LogicalName == Storage.ActivityView.Table;

    private static List<ColumnDefinition> Lists(TableDefinition table, ColumnSet? columns)
    {
        if (columns is null || !HasLists(table))
        {
            return [];
        }

        return columns.AllColumns
            ? [.. table.Columns.Where(c => c.Type == ColumnType.PartyList)]
            : [.. columns.Columns.Where(c => table.TryColumn(c, out var column) && column.Type == ColumnType.PartyList).Distinct(StringComparer.Ordinal).Select(table.Column)];
    }

    private static void Fill(Platform platform, List<ColumnDefinition> lists, IList<Entity> rows)
    {
        if (lists.Count == 0)
        {
            return;
        }

        var parties = rows.Select(r => r.Id).Distinct().Chunk(ActivitiesAtOnce)
            .SelectMany(ids => Parties(platform, ids))
            .ToLookup(p => p.GetAttributeValue<EntityReference>("activityid").Id);
        foreach (var row in rows)
        {
            foreach (var list in lists)
            {
                var type = ParticipationTypes.Of(list.LogicalName);
                row[list.LogicalName] = new EntityCollection([.. parties[row.Id].Where(p => type is null || p.GetAttributeValue<OptionSetValue>("participationtypemask").Value == type).Select(Copies.Of)])
                {
                    EntityName = PartyLists.Table,
                };
            }
        }
    }

    // In the order they were written.
    private static List<Entity> Parties(Platform platform, Guid[] activities)
    {
        var query = new QueryExpression(PartyLists.Table) { ColumnSet = new ColumnSet(allColumns: true) };
        query.Criteria.AddCondition("activityid", ConditionOperator.In, [.. activities.Cast<object>()]);
        query.AddOrder("versionnumber", OrderType.Ascending);
        return platform.Every(query);
    }

    private static ColumnSet? Columns(QueryBase query) => query switch
    {
        QueryExpression expression => expression.ColumnSet,
        QueryByAttribute byAttribute => byAttribute.ColumnSet,
        FetchExpression fetch => Columns(XDocument.Parse(fetch.Query).Root?.Element("entity")),
        _ => null,
    };

    private static ColumnSet? Columns(XElement? entity) => entity switch
    {
        null => null,
        _ when entity.Element("all-attributes") is not null => new ColumnSet(allColumns: true),
        _ => new ColumnSet([.. entity.Elements("attribute").Select(a => a.Attribute("name")?.Value).OfType<string>()]),
    };
}
