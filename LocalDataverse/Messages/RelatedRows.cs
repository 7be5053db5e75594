using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>
/// The rows a Create or Update carries in <c>RelatedEntities</c>, to any depth: rows the target points to are saved before it,
/// rows that point to it after it, rows linked many-to-many after it with their link. Each runs the steps of its own Create or
/// Update, inside the main operation of the row that carries it.
/// </summary>
internal static class RelatedRows
{
    /// <summary>Saves the rows the target points to, and lets it point to them.</summary>
    public static void SaveParents(Platform platform, Operation operation, Entity target)
    {
        if (target.RelatedEntities.Count == 0)
        {
            return;
        }

        foreach (var (relationship, rows) in target.RelatedEntities)
        {
            var link = TableLink.Find(platform, operation.TableName!, relationship);
            if (link.Lookup is not { } lookup || !link.TargetIsChild)
            {
                continue;
            }

            if (rows.Entities.Count != 1)
            {
                throw Fault.InvalidArgument(
                    $"'{relationship.SchemaName}' lets a row of '{operation.TableName}' point to one row of '{lookup.ReferencedTable}'; RelatedEntities holds {rows.Entities.Count}. Put one row there.");
            }

            var parent = rows.Entities[0];
            RequireTable(relationship, parent, lookup.ReferencedTable);
            target[lookup.ReferencingColumn] = new EntityReference(parent.LogicalName, Save(platform, operation, Copies.Of(parent)));
        }
    }

    /// <summary>Saves the rows that point to the target, and those linked with it.</summary>
    public static void SaveChildren(Platform platform, Operation operation, Entity target)
    {
        if (target.RelatedEntities.Count == 0)
        {
            return;
        }

        var self = new EntityReference(operation.TableName!, operation.PrimaryEntityId);
        foreach (var (relationship, rows) in target.RelatedEntities)
        {
            var link = TableLink.Find(platform, operation.TableName!, relationship);
            if (link.Lookup is { } lookup && !link.TargetIsChild)
            {
                foreach (var child in rows.Entities)
                {
                    RequireTable(relationship, child, lookup.ReferencingTable);
                    var copy = Copies.Of(child);
                    copy[lookup.ReferencingColumn] = self;
                    Save(platform, operation, copy);
                }
            }
            else if (link.Many is { } many)
            {
                var others = new EntityReferenceCollection();
                foreach (var other in rows.Entities)
                {
                    RequireTable(relationship, other, string.Equals(many.Table1, operation.TableName, StringComparison.Ordinal) ? many.Table2 : many.Table1);
                    var isNew = IsNew(platform, other);
                    var id = Save(platform, operation, Copies.Of(other));
                    if (isNew)
                    {
                        others.Add(new EntityReference(other.LogicalName, id));
                    }
                }

                if (others.Count > 0)
                {
                    Execute(platform, operation, new AssociateRequest { Target = self, Relationship = relationship, RelatedEntities = others });
                }
            }
        }
    }

    private static Guid Save(Platform platform, Operation operation, Entity row)
    {
        if (IsNew(platform, row))
        {
            return ((CreateResponse)Execute(platform, operation, new CreateRequest { Target = row })).id;
        }

        var table = platform.Catalog.Table(row.LogicalName);
        row.Id = Rows.Resolve(platform, table, Rows.IdIn(table, row), row.KeyAttributes);
        if (row.EntityState is not EntityState.Unchanged)
        {
            Execute(platform, operation, new UpdateRequest { Target = row });
        }

        return row.Id;
    }

    // Inside a Create a row may come with an id of its own; inside an Update an id means the row that is there.
    private static bool IsNew(Platform platform, Entity row)
    {
        if (row.EntityState is { } state)
        {
            return state == EntityState.Created;
        }

        var table = platform.Catalog.Table(row.LogicalName);
        var id = Rows.IdIn(table, row);
        return id != Guid.Empty
            ? !platform.Store.Exists(table.LogicalName, id)
            : row.KeyAttributes.Count == 0 || platform.Store.FindByKey(table.LogicalName, row.KeyAttributes) is null;
    }

    private static OrganizationResponse Execute(Platform platform, Operation operation, OrganizationRequest request) =>
        platform.Messages.Find(request.RequestName).Execute(platform, request, operation.AsCaller());

    private static void RequireTable(Relationship relationship, Entity row, string table)
    {
        if (!string.Equals(row.LogicalName, table, StringComparison.Ordinal))
        {
            throw Fault.InvalidArgument($"RelatedEntities of '{relationship.SchemaName}' takes rows of '{table}'; it holds one of '{row.LogicalName}'.");
        }
    }
}

/// <summary>A relationship as seen from one of its tables.</summary>
/// <param name="Lookup">The one-to-many relationship; null when it is many-to-many.</param>
/// <param name="Many">The many-to-many relationship; null when it is one-to-many.</param>
/// <param name="TargetIsChild">Whether the table holds the lookup, or, many-to-many, is the second of a table linked with itself.</param>
internal sealed record TableLink(RelationshipDefinition? Lookup, ManyToManyDefinition? Many, bool TargetIsChild)
{
    /// <summary>The relationship of that name, which must be one of the table's.</summary>
    /// <exception cref="System.ServiceModel.FaultException">There is none, or of a table with itself it is not said which end is meant.</exception>
    public static TableLink Find(Platform platform, string table, Relationship relationship)
    {
        var lookup = platform.Catalog.Tables.SelectMany(t => t.ManyToOne).FirstOrDefault(r => Same(r.SchemaName, relationship.SchemaName)
            && (Same(r.ReferencingTable, table) || Same(r.ReferencedTable, table)));
        if (lookup is not null)
        {
            return new TableLink(lookup, null, IsChild(relationship, table, lookup.ReferencingTable, lookup.ReferencedTable));
        }

        var many = platform.Catalog.ManyToMany.FirstOrDefault(m => Same(m.SchemaName, relationship.SchemaName) && (Same(m.Table1, table) || Same(m.Table2, table)))
            ?? throw Fault.InvalidArgument($"There is no relationship '{relationship.SchemaName}' of '{table}'. Use the schema name of one of its relationships.");
        return new TableLink(null, many, Same(many.Table1, many.Table2) ? relationship.PrimaryEntityRole == EntityRole.Referencing : !Same(many.Table1, table));
    }

    private static bool IsChild(Relationship relationship, string table, string referencing, string referenced) =>
        !Same(referencing, referenced)
            ? Same(referencing, table)
            : (relationship.PrimaryEntityRole ?? throw Fault.InvalidArgument(
                $"'{relationship.SchemaName}' links '{table}' with itself. Set PrimaryEntityRole: Referencing when the related row is the one pointed to, Referenced when it points."))
                == EntityRole.Referencing;

    private static bool Same(string a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
