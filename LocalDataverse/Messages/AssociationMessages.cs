using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.StandardTables;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>Links a row with others over a relationship.</summary>
internal abstract class AssociationMessage : EventMessage
{
    public override string? Table(OrganizationRequest request) => TableOfTarget(request);

    public override Operation Prepare(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var target = Required<EntityReference>(request, "Target");
        var table = platform.Catalog.Table(target.LogicalName);
        Required<Relationship>(request, "Relationship");
        Required<EntityReferenceCollection>(request, "RelatedEntities");
        var id = Rows.Resolve(platform, table, target.Id, target.KeyAttributes);

        // Steps on Associate and Disassociate belong to no table, as on the platform.
        var operation = NewOperation(platform, Name, null, Rows.Inputs(request, new EntityReference(table.LogicalName, id)), request, scope);
        operation.PrimaryEntityId = id;
        return operation;
    }

    // Over a lookup it is an Update, which asks for itself.
    public override void Authorize(Platform platform, Operation operation)
    {
        var relationship = (Relationship)operation.Inputs["Relationship"];
        if (platform.Catalog.ManyToMany.FirstOrDefault(m => Same(m.SchemaName, relationship.SchemaName)) is { } many)
        {
            foreach (var other in (EntityReferenceCollection)operation.Inputs["RelatedEntities"])
            {
                platform.Links.Check(many, (EntityReference)operation.Inputs["Target"], other, operation.UserId, Adds);
            }
        }
    }

    public override void Main(Platform platform, Operation operation)
    {
        var target = (EntityReference)operation.Inputs["Target"];
        var relationship = (Relationship)operation.Inputs["Relationship"];
        var related = (EntityReferenceCollection)operation.Inputs["RelatedEntities"];
        var many = platform.Catalog.ManyToMany.FirstOrDefault(m => Same(m.SchemaName, relationship.SchemaName));
        if (many is not null)
        {
            foreach (var other in related)
            {
                ManyToMany(platform, many, target, other, relationship.PrimaryEntityRole);
            }

            return;
        }

        var lookup = platform.Catalog.Tables.SelectMany(t => t.ManyToOne).FirstOrDefault(r => Same(r.SchemaName, relationship.SchemaName))
            ?? throw Fault.InvalidArgument($"There is no relationship '{relationship.SchemaName}'. Use the schema name of a relationship of '{target.LogicalName}'.");
        foreach (var other in related)
        {
            var isChild = string.Equals(target.LogicalName, lookup.ReferencingTable, StringComparison.Ordinal)
                && relationship.PrimaryEntityRole != EntityRole.Referenced;
            ManyToOne(platform, lookup, isChild ? target : other, isChild ? other : target, operation);
        }
    }

    /// <summary>Links are made, not taken away.</summary>
    protected abstract bool Adds { get; }

    protected abstract void ManyToMany(Platform platform, ManyToManyDefinition relationship, EntityReference target, EntityReference other, EntityRole? role);

    protected abstract void ManyToOne(Platform platform, RelationshipDefinition relationship, EntityReference child, EntityReference parent, Operation operation);

    protected static void SetLookup(Platform platform, RelationshipDefinition relationship, EntityReference child, EntityReference? parent, Operation operation)
    {
        var row = new Entity(child.LogicalName, child.Id) { [relationship.ReferencingColumn] = parent };
        var scope = new RequestScope(operation.UserId, operation.InitiatingUserId, operation.Origin, operation.Depth - 1,
            operation.CorrelationId, operation.Parent, operation.Work);
        platform.Messages.Find("Update").Execute(platform, new UpdateRequest { Target = row }, scope);
    }

    /// <summary>The id of the pair's row, if there is one, and the pair in the order of the relationship.</summary>
    protected static (Guid? Row, EntityReference First, EntityReference Second) Pair(
        Platform platform, ManyToManyDefinition relationship, EntityReference target, EntityReference other, EntityRole? role)
    {
        var targetIsFirst = string.Equals(target.LogicalName, relationship.Table1, StringComparison.Ordinal)
            && (!string.Equals(relationship.Table1, relationship.Table2, StringComparison.Ordinal) || role != EntityRole.Referencing);
        var (first, second) = targetIsFirst ? (target, other) : (other, target);
        if (!string.Equals(first.LogicalName, relationship.Table1, StringComparison.Ordinal) || !string.Equals(second.LogicalName, relationship.Table2, StringComparison.Ordinal))
        {
            throw Fault.InvalidArgument(
                $"The relationship '{relationship.SchemaName}' links '{relationship.Table1}' with '{relationship.Table2}', not '{target.LogicalName}' with '{other.LogicalName}'.");
        }

        var query = new QueryExpression(relationship.IntersectTable) { ColumnSet = new ColumnSet(false) };
        query.Criteria.AddCondition(relationship.Column1, ConditionOperator.Equal, first.Id);
        query.Criteria.AddCondition(relationship.Column2, ConditionOperator.Equal, second.Id);
        var found = platform.Store.Query(query, platform.System.AdministratorId, platform.UtcNow).Entities;
        return (found.Count == 0 ? null : found[0].Id, first, second);
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Makes links.</summary>
internal sealed class AssociateMessage : AssociationMessage
{
    public override string Name => "Associate";

    protected override bool Adds => true;

    public override OrganizationResponse Respond(Operation operation) => new AssociateResponse();

    protected override void ManyToMany(Platform platform, ManyToManyDefinition relationship, EntityReference target, EntityReference other, EntityRole? role)
    {
        var (row, first, second) = Pair(platform, relationship, target, other, role);
        if (row is not null)
        {
            throw Fault.Of(ErrorCodes.DuplicateRecord,
                $"Cannot insert duplicate key. {first.LogicalName} {first.Id:D} and {second.LogicalName} {second.Id:D} are linked by '{relationship.SchemaName}' already.");
        }

        foreach (var end in new[] { first, second })
        {
            if (!platform.Store.Exists(end.LogicalName, end.Id))
            {
                throw Fault.RowDoesNotExist(end.LogicalName, end.Id);
            }
        }

        var link = new Entity(relationship.IntersectTable, Guid.CreateVersion7(platform.Clock.GetUtcNow()))
        {
            [relationship.Column1] = first.Id,
            [relationship.Column2] = second.Id,
        };
        if (platform.Catalog.Table(relationship.IntersectTable).TryColumn(IntersectTables.LinkedTable, out _))
        {
            link[IntersectTables.LinkedTable] = second.LogicalName;
        }

        platform.Store.Insert(link);
    }

    protected override void ManyToOne(Platform platform, RelationshipDefinition relationship, EntityReference child, EntityReference parent, Operation operation) =>
        SetLookup(platform, relationship, child, parent, operation);
}

/// <summary>Takes links away.</summary>
internal sealed class DisassociateMessage : AssociationMessage
{
    public override string Name => "Disassociate";

    protected override bool Adds => false;

    public override OrganizationResponse Respond(Operation operation) => new DisassociateResponse();

    protected override void ManyToMany(Platform platform, ManyToManyDefinition relationship, EntityReference target, EntityReference other, EntityRole? role)
    {
        if (Pair(platform, relationship, target, other, role).Row is { } row)
        {
            platform.Store.Delete(relationship.IntersectTable, row);
        }
    }

    protected override void ManyToOne(Platform platform, RelationshipDefinition relationship, EntityReference child, EntityReference parent, Operation operation) =>
        SetLookup(platform, relationship, child, null, operation);
}
