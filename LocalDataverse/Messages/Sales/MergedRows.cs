using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Behaviors;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Messages.Sales;

/// <summary>
/// Moves what belongs to one row to another: the rows of relationships that cascade on merge, links, its part in
/// activities and the rights on it that were shared. The platform does this itself, so no steps run for the rows moved.
/// </summary>
internal sealed class MergedRows(Platform platform, TableDefinition table, Guid master, Guid subordinate)
{
    public void Move()
    {
        foreach (var relationship in platform.Catalog.OneToMany(table.LogicalName).Where(r => r.Merge == CascadeAction.Cascade).ToList())
        {
            MoveChildren(relationship);
        }

        foreach (var (intersect, own, other) in Links().Distinct())
        {
            MoveLinks(intersect, own, other);
        }

        MoveParties();
        MoveShares();
    }

    private EntityReference Master => new(table.LogicalName, master);

    private void MoveChildren(RelationshipDefinition relationship)
    {
        if (!platform.Catalog.TryTable(relationship.ReferencingTable, out var child) || child.LogicalName == ActivityView.Table
            || !child.TryColumn(relationship.ReferencingColumn, out _))
        {
            return;
        }

        foreach (var row in Pointing(child.LogicalName, relationship.ReferencingColumn))
        {
            if (row.Id == master && child.LogicalName == table.LogicalName)
            {
                throw Fault.Of(ErrorCodes.MergeCyclicalParenting,
                    $"Merge could create cyclical parenting. The master points to the subordinate in '{relationship.ReferencingColumn}': empty it, or merge the other way round.");
            }

            var moved = new Entity(child.LogicalName, row.Id) { [relationship.ReferencingColumn] = Master };
            platform.Defaults.Stamp(child, moved);
            platform.Store.Update(moved);
            if (child.IsActivity)
            {
                PartyLists.Save(platform, child, moved, isNew: false);
            }
        }
    }

    private IEnumerable<(string Intersect, string Own, string Other)> Links()
    {
        foreach (var link in platform.Catalog.ManyToMany.Where(l => platform.Catalog.TryTable(l.IntersectTable, out _)))
        {
            if (string.Equals(link.Table1, table.LogicalName, StringComparison.Ordinal))
            {
                yield return (link.IntersectTable, link.Column1, link.Column2);
            }

            if (string.Equals(link.Table2, table.LogicalName, StringComparison.Ordinal))
            {
                yield return (link.IntersectTable, link.Column2, link.Column1);
            }
        }
    }

    // A link the master has already is not made twice.
    private void MoveLinks(string intersect, string own, string other)
    {
        var taken = Linked(intersect, own, other, master).Select(l => Id(l, other)).ToHashSet();
        foreach (var link in Linked(intersect, own, other, subordinate))
        {
            if (!taken.Add(Id(link, other)))
            {
                platform.Store.Delete(intersect, link.Id);
                continue;
            }

            platform.Store.Update(new Entity(intersect, link.Id) { [own] = Value(intersect, own) });
        }
    }

    private List<Entity> Linked(string intersect, string own, string other, Guid id)
    {
        var query = new QueryExpression(intersect) { ColumnSet = new ColumnSet(other) };
        query.Criteria.AddCondition(own, ConditionOperator.Equal, id);
        return platform.Every(query);
    }

    private object Value(string intersect, string own) => platform.Catalog.Table(intersect).Column(own).IsLookup ? Master : master;

    private static Guid? Id(Entity link, string column) => link.Value<object>(column) switch
    {
        Guid id => id,
        EntityReference reference => reference.Id,
        _ => null,
    };

    // Whoever could work with the one can work with the other; the subordinate keeps its shares, as it stays to be read.
    private void MoveShares()
    {
        foreach (var (principal, rights) in platform.Sharing.Of(subordinate))
        {
            platform.Sharing.Grant(table, master, principal, rights);
        }
    }

    private void MoveParties()
    {
        foreach (var party in Pointing(PartyLists.Table, "partyid"))
        {
            platform.Store.Update(new Entity(PartyLists.Table, party.Id) { ["partyid"] = Master });
        }
    }

    private List<Entity> Pointing(string child, string column)
    {
        var query = new QueryExpression(child) { ColumnSet = new ColumnSet(false) };
        query.Criteria.AddCondition(column, ConditionOperator.Equal, subordinate);
        return platform.Every(query);
    }
}
