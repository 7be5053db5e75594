using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>What deleting or assigning a row does to the rows that point to it.</summary>
internal static class Cascades
{
    public static void Delete(Platform platform, Operation operation) =>
        Once(platform, "Delete", operation, () =>
        {
            DeleteChildren(platform, operation);
            DeleteLinks(platform, operation);
        });

    public static void Assign(Platform platform, TableDefinition table, Entity target, Operation operation, Guid? formerOwner) =>
        Once(platform, "Assign", operation, () => AssignChildren(platform, table, target, operation, formerOwner));

    /// <summary>Who owns the row before it is assigned: relationships that cascade to rows of the same owner ask.</summary>
    public static Guid? OwnerBefore(Platform platform, TableDefinition table, Entity target) =>
        target.Contains("ownerid") && platform.Catalog.OneToMany(table.LogicalName).Any(r => r.Assign == CascadeAction.UserOwned) ? Owner(platform, table, target.Id) : null;

    // Rows may point to one another in a circle: a row that is on its way already is left alone.
    private static void Once(Platform platform, string what, Operation operation, Action cascade)
    {
        var row = (what, operation.TableName!, operation.PrimaryEntityId);
        if (!platform.Cascading.Add(row))
        {
            return;
        }

        try
        {
            cascade();
        }
        finally
        {
            platform.Cascading.Remove(row);
        }
    }

    private static void DeleteChildren(Platform platform, Operation operation)
    {
        var relationships = platform.Catalog.OneToMany(operation.TableName!)
            .Where(r => r.Delete is CascadeAction.Restrict or CascadeAction.RemoveLink or CascadeAction.Cascade or CascadeAction.Active or CascadeAction.UserOwned)
            .OrderByDescending(r => r.Delete == CascadeAction.Restrict)
            .ToList();
        foreach (var relationship in relationships)
        {
            if (!HoldsLookup(platform, relationship))
            {
                continue;
            }

            var children = Children(platform, relationship, operation, relationship.Delete == CascadeAction.Restrict ? 1 : int.MaxValue,
                relationship.Delete == CascadeAction.Active, relationship.Delete == CascadeAction.UserOwned ? Owner(platform, platform.Catalog.Table(operation.TableName!), operation.PrimaryEntityId) ?? Guid.Empty : null);
            if (children.Count == 0)
            {
                continue;
            }

            switch (relationship.Delete)
            {
                case CascadeAction.Restrict:
                    throw Fault.Of(ErrorCodes.StillReferenced,
                        $"The object you tried to delete is associated with another object and cannot be deleted. {operation.TableName} {operation.PrimaryEntityId:D} cannot be deleted because rows of '{relationship.ReferencingTable}' point to it in '{relationship.ReferencingColumn}' (relationship {relationship.SchemaName}, Restrict). Delete them or point them elsewhere first.");
                case CascadeAction.RemoveLink:
                    foreach (var child in children)
                    {
                        var emptied = new Entity(child.LogicalName, child.Id) { [relationship.ReferencingColumn] = null };
                        platform.Defaults.Stamp(platform.Catalog.Table(child.LogicalName), emptied);
                        platform.Store.Update(emptied);
                    }

                    break;
                default:
                    foreach (var child in children)
                    {
                        // A sibling, or a step of one, may have taken it along.
                        if (platform.Cascading.Contains(("Delete", child.LogicalName, child.Id)) || !platform.Store.Exists(child.LogicalName, child.Id))
                        {
                            continue;
                        }

                        Inner(platform, operation, new DeleteRequest { Target = new EntityReference(child.LogicalName, child.Id) });
                    }

                    break;
            }
        }
    }

    private static void DeleteLinks(Platform platform, Operation operation)
    {
        foreach (var many in platform.Catalog.ManyToMany)
        {
            if (!platform.Catalog.TryTable(many.IntersectTable, out _))
            {
                continue;
            }

            foreach (var (table, column) in (ReadOnlySpan<(string, string)>)[(many.Table1, many.Column1), (many.Table2, many.Column2)])
            {
                if (string.Equals(table, operation.TableName, StringComparison.Ordinal))
                {
                    foreach (var link in Rows(platform, many.IntersectTable, column, operation, int.MaxValue))
                    {
                        platform.Store.Delete(many.IntersectTable, link.Id);
                    }
                }
            }
        }
    }

    private static void AssignChildren(Platform platform, TableDefinition table, Entity target, Operation operation, Guid? formerOwner)
    {
        var owner = target.GetAttributeValue<EntityReference>("ownerid");
        foreach (var relationship in platform.Catalog.OneToMany(table.LogicalName).Where(r => r.Assign is CascadeAction.Cascade or CascadeAction.Active or CascadeAction.UserOwned).ToList())
        {
            if (!HoldsLookup(platform, relationship) || !platform.Catalog.Table(relationship.ReferencingTable).TryColumn("ownerid", out _))
            {
                continue;
            }

            foreach (var child in Children(platform, relationship, operation, int.MaxValue, relationship.Assign == CascadeAction.Active,
                relationship.Assign == CascadeAction.UserOwned ? formerOwner ?? Guid.Empty : null))
            {
                if (platform.Cascading.Contains(("Assign", child.LogicalName, child.Id)) || !platform.Store.Exists(child.LogicalName, child.Id))
                {
                    continue;
                }

                var assigned = new Entity(child.LogicalName, child.Id) { ["ownerid"] = new EntityReference(owner.LogicalName, owner.Id) };
                Inner(platform, operation, new UpdateRequest { Target = assigned });
            }
        }
    }

    // Not counted as requests: nobody asked for them, the platform does them itself.
    private static void Inner(Platform platform, Operation operation, OrganizationRequest request)
    {
        var scope = new RequestScope(operation.UserId, operation.InitiatingUserId, operation.Origin, operation.Depth - 1,
            operation.CorrelationId, operation.Parent, operation.Work);
        platform.Messages.Find(request.RequestName).Execute(platform, request, scope);
    }

    private static Guid? Owner(Platform platform, TableDefinition table, Guid id) => table.TryColumn("ownerid", out _)
        ? platform.Store.Find(table.LogicalName, id, new ColumnSet("ownerid"))?.GetAttributeValue<EntityReference>("ownerid")?.Id
        : null;

    private static bool HoldsLookup(Platform platform, RelationshipDefinition relationship) =>
        platform.Catalog.TryTable(relationship.ReferencingTable, out var table) && table.TryColumn(relationship.ReferencingColumn, out _)
        && table.LogicalName != ActivityView.Table; // Its rows are those of the activity tables, which have relationships of their own.

    private static List<Entity> Children(Platform platform, RelationshipDefinition relationship, Operation operation, int most, bool activeOnly, Guid? owner) =>
        Rows(platform, relationship.ReferencingTable, relationship.ReferencingColumn, operation, most, activeOnly, owner);

    private static List<Entity> Rows(Platform platform, string table, string column, Operation operation, int most, bool activeOnly = false, Guid? owner = null)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(false) };
        query.Criteria.AddCondition(column, ConditionOperator.Equal, operation.PrimaryEntityId);
        if (activeOnly && platform.Catalog.Table(table).TryColumn("statecode", out _))
        {
            query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        }

        if (owner is { } user && platform.Catalog.Table(table).TryColumn("ownerid", out _))
        {
            query.Criteria.AddCondition("ownerid", ConditionOperator.Equal, user);
        }

        return platform.Every(query, most);
    }
}
