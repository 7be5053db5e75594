using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>The related rows a Retrieve asks for in <c>RelatedEntitiesQuery</c>.</summary>
internal static class RelatedQueries
{
    /// <summary>Reads them and puts them into <c>RelatedEntities</c> of the row.</summary>
    public static void Fill(Platform platform, Operation operation, Entity row)
    {
        if (!operation.Inputs.TryGetValue("RelatedEntitiesQuery", out var value) || value is not RelationshipQueryCollection queries)
        {
            return;
        }

        foreach (var (relationship, query) in queries)
        {
            var narrowed = Narrowed(platform, operation, relationship, query);
            var found = narrowed is null
                ? new EntityCollection()
                : platform.Store.QueryForReader(narrowed, operation.UserId, operation.StartedOn, platform.Access.FilterFor(operation.UserId));
            platform.Rows.Hide(operation.UserId, found.Entities);
            row.RelatedEntities[relationship] = found;
        }
    }

    // The query of the caller, for the rows related to this one only; null when there can be none.
    private static QueryExpression? Narrowed(Platform platform, Operation operation, Relationship relationship, QueryBase query)
    {
        if (query is not QueryExpression asked)
        {
            throw Fault.NotSupported($"a {query?.GetType().Name ?? "null"} in RelatedEntitiesQuery ('{relationship.SchemaName}')", "Use a QueryExpression.");
        }

        var link = TableLink.Find(platform, operation.TableName!, relationship);
        var narrowed = Copy(asked);
        if (link.Many is { } many)
        {
            LinkOver(platform, many, link.TargetIsChild, operation.PrimaryEntityId, narrowed);
            return narrowed;
        }

        var lookup = link.Lookup!;
        if (!link.TargetIsChild)
        {
            RequireTable(relationship, asked, lookup.ReferencingTable);
            narrowed.Criteria.AddCondition(lookup.ReferencingColumn, ConditionOperator.Equal, operation.PrimaryEntityId);
            return narrowed;
        }

        RequireTable(relationship, asked, lookup.ReferencedTable);
        var parent = platform.Store.Find(operation.TableName!, operation.PrimaryEntityId, new ColumnSet(lookup.ReferencingColumn))
            ?.Value<EntityReference>(lookup.ReferencingColumn);
        if (parent is null || !string.Equals(parent.LogicalName, lookup.ReferencedTable, StringComparison.Ordinal))
        {
            return null;
        }

        narrowed.Criteria.AddCondition(platform.Catalog.Table(lookup.ReferencedTable).PrimaryId, ConditionOperator.Equal, parent.Id);
        return narrowed;
    }

    private static void LinkOver(Platform platform, ManyToManyDefinition many, bool targetIsSecond, Guid id, QueryExpression query)
    {
        var (table, own, other) = targetIsSecond ? (many.Table1, many.Column2, many.Column1) : (many.Table2, many.Column1, many.Column2);
        RequireTable(new Relationship(many.SchemaName), query, table);
        var link = query.AddLink(many.IntersectTable, platform.Catalog.Table(table).PrimaryId, other);
        link.LinkCriteria.AddCondition(own, ConditionOperator.Equal, id);
    }

    private static QueryExpression Copy(QueryExpression query)
    {
        var copy = new QueryExpression(query.EntityName)
        {
            ColumnSet = query.ColumnSet,
            Distinct = query.Distinct,
            NoLock = query.NoLock,
            PageInfo = query.PageInfo,
            TopCount = query.TopCount,
            Criteria = new FilterExpression(LogicalOperator.And),
        };
        copy.Criteria.AddFilter(query.Criteria);
        copy.Orders.AddRange(query.Orders.ToArray());
        copy.LinkEntities.AddRange(query.LinkEntities.ToArray());
        return copy;
    }

    private static void RequireTable(Relationship relationship, QueryExpression query, string table)
    {
        if (!string.Equals(query.EntityName, table, StringComparison.Ordinal))
        {
            throw Fault.InvalidArgument($"The query for '{relationship.SchemaName}' in RelatedEntitiesQuery reads '{query.EntityName}'; the rows related by it are of '{table}'.");
        }
    }
}
