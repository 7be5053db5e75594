using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Security;

/// <summary>
/// The rights on single rows that were shared with users and teams: given to them by somebody, or inherited from a row
/// above. Kept in <c>principalobjectaccess</c>, one row for each shared row and principal.
/// </summary>
internal sealed class Sharing(Platform platform)
{
    public const string Table = "principalobjectaccess";

    private const string Given = "accessrightsmask";
    private const string Inherited = "inheritedaccessrightsmask";

    /// <summary>What the owner of a row above inherits.</summary>
    private const AccessRights All = AccessRights.ReadAccess | AccessRights.WriteAccess | AccessRights.AppendAccess | AccessRights.AppendToAccess
        | AccessRights.DeleteAccess | AccessRights.ShareAccess | AccessRights.AssignAccess;

    /// <summary>The rights on a row shared with a principal or one of its teams, given or inherited.</summary>
    public AccessRights SharedWith(Principal who, Guid row)
    {
        if (!platform.Facts.AnyShares)
        {
            return AccessRights.None;
        }

        var shared = AccessRights.None;
        foreach (var share in Shares(row))
        {
            if (who.Identities.Contains(share.GetAttributeValue<Guid>("principalid")))
            {
                shared |= Mask(share, Given) | Mask(share, Inherited);
            }
        }

        return shared;
    }

    /// <summary>With whom a row is shared, and which rights were given.</summary>
    public IReadOnlyList<(EntityReference Principal, AccessRights Rights)> Of(Guid row) =>
        [.. Shares(row).Where(s => Mask(s, Given) != AccessRights.None).Select(s => (PrincipalOf(s), Mask(s, Given)))];

    /// <summary>Adds rights to what a principal has been given, and to the rows below.</summary>
    public void Grant(TableDefinition table, Guid row, EntityReference principal, AccessRights rights)
    {
        Put(table.LogicalName, row, principal, (given, inherited) => (given | rights, inherited));
        Below(table, row, r => r.Share, child => Put(child.LogicalName, child.Id, principal, (given, inherited) => (given, inherited | rights)));
    }

    /// <summary>Puts other rights in the place of those a principal has been given, here and below.</summary>
    public void Modify(TableDefinition table, Guid row, EntityReference principal, AccessRights rights)
    {
        Put(table.LogicalName, row, principal, (_, inherited) => (rights, inherited));
        Below(table, row, r => r.Share, child => Put(child.LogicalName, child.Id, principal, (given, _) => (given, rights)));
    }

    /// <summary>Takes away what a principal has been given, and what the rows below inherited from it.</summary>
    public void Revoke(TableDefinition table, Guid row, EntityReference principal)
    {
        Put(table.LogicalName, row, principal, (_, inherited) => (AccessRights.None, inherited));
        Below(table, row, r => r.Unshare, child => Put(child.LogicalName, child.Id, principal, (given, _) => (given, AccessRights.None)));
    }

    /// <summary>
    /// A row that comes below another inherits its shares, and the owner of the other gets all rights; what it inherited
    /// from where it was before goes.
    /// </summary>
    /// <param name="table">The table of the row.</param>
    /// <param name="row">The row as saved, with the lookups that changed.</param>
    /// <param name="isNew">It was not below anything before.</param>
    public void Reparent(TableDefinition table, Entity row, bool isNew)
    {
        List<EntityReference>? parents = null;
        var moved = false;
        foreach (var relationship in table.ManyToOne)
        {
            if (relationship.Reparent is CascadeAction.NoCascade or CascadeAction.RemoveLink or CascadeAction.Restrict
                || !row.Attributes.TryGetValue(relationship.ReferencingColumn, out var value))
            {
                continue;
            }

            moved = true;
            if (value is EntityReference parent && string.Equals(parent.LogicalName, relationship.ReferencedTable, StringComparison.Ordinal))
            {
                (parents ??= []).Add(parent);
            }
        }

        if (!moved || platform.Access.Guards.Of(table).Kind != GuardKind.Owned)
        {
            return;
        }

        if (!isNew)
        {
            Disinherit(table, row.Id);
        }

        foreach (var parent in parents ?? [])
        {
            Inherit(table, row.Id, platform.Catalog.Table(parent.LogicalName), parent.Id);
        }
    }

    /// <summary>Removes what speaks of a row that is gone, as what is shared or as who it is shared with.</summary>
    public void Forget(Guid id)
    {
        if (!platform.Facts.AnyShares)
        {
            return;
        }

        foreach (var share in Rows("objectid", id).Concat(Rows("principalid", id)).ToList())
        {
            platform.Store.Delete(Table, share.Id);
        }
    }

    private void Inherit(TableDefinition table, Guid row, TableDefinition parentTable, Guid parent)
    {
        var guard = platform.Access.Guards.Of(parentTable);
        if (guard.Kind != GuardKind.Owned)
        {
            return;
        }

        var inherited = Shares(parent).Select(s => (Principal: PrincipalOf(s), Rights: Mask(s, Given) | Mask(s, Inherited))).ToList();
        if (platform.Store.Find(parentTable.LogicalName, parent, new ColumnSet("ownerid"))?.Value<EntityReference>("ownerid") is { } owner
            && platform.Store.Find(table.LogicalName, row, new ColumnSet("ownerid"))?.Value<EntityReference>("ownerid")?.Id != owner.Id)
        {
            inherited.Add((owner, All));
        }

        foreach (var (principal, rights) in inherited)
        {
            Put(table.LogicalName, row, principal, (given, old) => (given, old | rights));
            Below(table, row, r => r.Reparent, child => Put(child.LogicalName, child.Id, principal, (given, old) => (given, old | rights)));
        }
    }

    private void Disinherit(TableDefinition table, Guid row)
    {
        foreach (var share in Shares(row).Where(s => Mask(s, Inherited) != AccessRights.None).ToList())
        {
            var principal = PrincipalOf(share);
            Put(table.LogicalName, row, principal, static (given, _) => (given, AccessRights.None));
            Below(table, row, r => r.Reparent, child => Put(child.LogicalName, child.Id, principal, static (given, _) => (given, AccessRights.None)));
        }
    }

    private void Put(string table, Guid row, EntityReference principal, Func<AccessRights, AccessRights, (AccessRights Given, AccessRights Inherited)> change)
    {
        var share = Shares(row).Find(s => s.GetAttributeValue<Guid>("principalid") == principal.Id);
        var (given, inherited) = share is null
            ? change(AccessRights.None, AccessRights.None)
            : change(Mask(share, Given), Mask(share, Inherited));
        if (share is null)
        {
            if (given != AccessRights.None || inherited != AccessRights.None)
            {
                platform.Store.Insert(new Entity(Table, Guid.CreateVersion7(platform.Clock.GetUtcNow()))
                {
                    ["objectid"] = row,
                    ["objecttypecode"] = table,
                    ["principalid"] = principal.Id,
                    ["principaltypecode"] = principal.LogicalName,
                    [Given] = (int)given,
                    [Inherited] = (int)inherited,
                    ["changedon"] = platform.UtcNow,
                });
            }
        }
        else if (given == AccessRights.None && inherited == AccessRights.None)
        {
            platform.Store.Delete(Table, share.Id);
        }
        else
        {
            platform.Store.Update(new Entity(Table, share.Id) { [Given] = (int)given, [Inherited] = (int)inherited, ["changedon"] = platform.UtcNow });
        }
    }

    // Rows may point to one another in a circle; each is visited once.
    private void Below(TableDefinition table, Guid row, Func<RelationshipDefinition, CascadeAction> how, Action<Entity> visit)
    {
        var seen = new HashSet<Guid> { row };
        Visit(table, row);

        void Visit(TableDefinition parentTable, Guid parent)
        {
            foreach (var relationship in platform.Catalog.OneToMany(parentTable.LogicalName).Where(r => how(r) is CascadeAction.Cascade or CascadeAction.Active or CascadeAction.UserOwned))
            {
                if (!platform.Catalog.TryTable(relationship.ReferencingTable, out var childTable)
                    || !childTable.TryColumn(relationship.ReferencingColumn, out _)
                    || platform.Access.Guards.Of(childTable).Kind != GuardKind.Owned)
                {
                    continue;
                }

                foreach (var child in Children(childTable, relationship, how(relationship), parentTable, parent))
                {
                    if (seen.Add(child.Id))
                    {
                        visit(child);
                        Visit(childTable, child.Id);
                    }
                }
            }
        }
    }

    private List<Entity> Children(TableDefinition table, RelationshipDefinition relationship, CascadeAction action, TableDefinition parentTable, Guid parent)
    {
        var query = new QueryExpression(table.LogicalName) { ColumnSet = new ColumnSet(false) };
        query.Criteria.AddCondition(relationship.ReferencingColumn, ConditionOperator.Equal, parent);
        if (action == CascadeAction.Active && table.TryColumn("statecode", out _))
        {
            query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        }

        if (action == CascadeAction.UserOwned
            && platform.Store.Find(parentTable.LogicalName, parent, new ColumnSet("ownerid"))?.Value<EntityReference>("ownerid") is { } owner)
        {
            query.Criteria.AddCondition("ownerid", ConditionOperator.Equal, owner.Id);
        }

        return platform.Every(query);
    }

    private List<Entity> Shares(Guid row) => Rows("objectid", row);

    private List<Entity> Rows(string column, Guid id)
    {
        var query = new QueryExpression(Table) { ColumnSet = new ColumnSet(true) };
        query.Criteria.AddCondition(column, ConditionOperator.Equal, id);
        return platform.Every(query);
    }

    private static EntityReference PrincipalOf(Entity share) => new(share.GetAttributeValue<string>("principaltypecode"), share.GetAttributeValue<Guid>("principalid"));

    private static AccessRights Mask(Entity share, string column) => (AccessRights)share.GetAttributeValue<int>(column);
}
