using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Security;

/// <summary>
/// The rows that security lives on and that nobody writes by hand: privileges, the built-in role, the default team of each
/// business unit and who is in it.
/// </summary>
internal sealed class SecurityRows(Platform platform)
{
    /// <summary>The name of the role that may do everything.</summary>
    public const string AdministratorRole = "System Administrator";

    /// <summary>What every organisation has; also brings a file of an earlier version up to date.</summary>
    public void Ensure()
    {
        using var transaction = platform.Store.Begin();

        // Asked for by every request; made here, so that no request changes the database by asking.
        platform.Store.EnsureTable(platform.Catalog.Table("teamroles"));
        platform.Store.EnsureTable(platform.Catalog.Table(Sharing.Table));
        WritePrivileges();
        if (First("role", ("roletemplateid", SecurityFacts.AdministratorTemplate)) is null)
        {
            var role = SdkValue.Id("role:" + AdministratorRole);
            platform.Store.Insert(new Entity("role", role)
            {
                ["name"] = AdministratorRole,
                ["businessunitid"] = Unit(platform.System.BusinessUnitId),
                ["organizationid"] = platform.System.OrganizationId,
                ["roletemplateid"] = new EntityReference("roletemplate", SecurityFacts.AdministratorTemplate),
                ["isinherited"] = new OptionSetValue(1),
                ["createdon"] = platform.UtcNow,
                ["modifiedon"] = platform.UtcNow,
            });
            Link("systemuserroles", ("systemuserid", platform.System.AdministratorId), ("roleid", role));
        }

        foreach (var unit in All("businessunit", "name").Where(u => DefaultTeam(u.Id) is null).ToList())
        {
            MakeDefaultTeam(unit.Id, unit.GetAttributeValue<string>("name"));
            foreach (var user in All("systemuser", "businessunitid").Where(u => u.Id != platform.System.SystemUserId && u.Value<EntityReference>("businessunitid")?.Id == unit.Id).ToList())
            {
                Join(user.Id, unit.Id);
            }
        }

        transaction.Commit();
    }

    /// <summary>Adds the privileges of tables that are new.</summary>
    public void WritePrivileges()
    {
        var present = All("privilege").Select(p => p.Id).ToHashSet();
        foreach (var privilege in platform.Access.Guards.Privileges.All.Where(p => !present.Contains(p.Id)))
        {
            platform.Store.Insert(new Entity("privilege", privilege.Id)
            {
                ["name"] = privilege.Name,
                ["accessright"] = (int)privilege.Right,
                ["canbebasic"] = privilege.Depths.Contains(PrivilegeDepth.Basic),
                ["canbelocal"] = privilege.Depths.Contains(PrivilegeDepth.Local),
                ["canbedeep"] = privilege.Depths.Contains(PrivilegeDepth.Deep),
                ["canbeglobal"] = privilege.Depths.Contains(PrivilegeDepth.Global),
            });
        }
    }

    /// <summary>Makes a role hold exactly these privileges.</summary>
    public void ReplacePrivileges(Guid role, IEnumerable<(Privilege Privilege, PrivilegeDepth Depth)> privileges)
    {
        foreach (var old in Linked("roleprivileges", "roleid", role))
        {
            platform.Store.Delete("roleprivileges", old.Id);
        }

        foreach (var (privilege, depth) in privileges)
        {
            AddPrivilege(role, privilege, depth);
        }
    }

    /// <summary>Gives a role a privilege, or another depth of it.</summary>
    public void SetPrivilege(Guid role, Privilege privilege, PrivilegeDepth depth)
    {
        RemovePrivilege(role, privilege.Id);
        AddPrivilege(role, privilege, depth);
    }

    /// <summary>Takes a privilege from a role; false when it had none.</summary>
    public bool RemovePrivilege(Guid role, Guid privilege)
    {
        var rows = Linked("roleprivileges", "roleid", role).Where(r => r.GetAttributeValue<Guid>("privilegeid") == privilege).ToList();
        foreach (var row in rows)
        {
            platform.Store.Delete("roleprivileges", row.Id);
        }

        return rows.Count > 0;
    }

    /// <summary>After a row was made: a business unit gets its default team, a user joins the one of the business unit.</summary>
    public void Created(Entity row)
    {
        switch (row.LogicalName)
        {
            case "businessunit":
                MakeDefaultTeam(row.Id, row.Value<string>("name"));
                break;
            case "systemuser" when row.Value<EntityReference>("businessunitid") is { } unit:
                Join(row.Id, unit.Id);
                break;
        }
    }

    /// <summary>Before a row is changed: whoever moves to another business unit loses the roles.</summary>
    public void Changing(Entity row)
    {
        if (row.LogicalName is not ("systemuser" or "team")
            || row.Value<EntityReference>("businessunitid") is not { } unit
            || platform.Store.Find(row.LogicalName, row.Id, new ColumnSet("businessunitid"))?.Value<EntityReference>("businessunitid")?.Id is not { } former
            || former == unit.Id)
        {
            return;
        }

        var isUser = string.Equals(row.LogicalName, "systemuser", StringComparison.Ordinal);
        if (!isUser && IsDefaultTeam(row.Id))
        {
            throw Fault.InvalidArgument($"The default team {row.Id:D} stays with its business unit. Move or make another team.");
        }

        var (roles, holder) = isUser ? ("systemuserroles", "systemuserid") : ("teamroles", "teamid");
        foreach (var link in Linked(roles, holder, row.Id))
        {
            platform.Store.Delete(roles, link.Id);
        }

        if (isUser)
        {
            if (DefaultTeam(former) is { } left)
            {
                foreach (var link in Linked("teammembership", "systemuserid", row.Id).Where(l => l.GetAttributeValue<Guid>("teamid") == left).ToList())
                {
                    platform.Store.Delete("teammembership", link.Id);
                }
            }

            Join(row.Id, unit.Id);
        }
    }

    /// <summary>Before a row is deleted: the default team goes with its business unit, and only with it.</summary>
    public void Deleting(string table, Guid id)
    {
        if (string.Equals(table, "businessunit", StringComparison.Ordinal) && DefaultTeam(id) is { } team)
        {
            foreach (var intersect in (ReadOnlySpan<string>)["teammembership", "teamroles", "teamprofiles"])
            {
                foreach (var link in Linked(intersect, "teamid", team))
                {
                    platform.Store.Delete(intersect, link.Id);
                }
            }

            platform.Store.Delete("team", team);
            platform.Sharing.Forget(team);
        }
        else if (string.Equals(table, "team", StringComparison.Ordinal) && IsDefaultTeam(id))
        {
            throw Fault.InvalidArgument($"The default team {id:D} of a business unit cannot be deleted. It goes with its business unit.");
        }
    }

    public bool IsDefaultTeam(Guid team) =>
        platform.Store.Find("team", team, new ColumnSet("isdefault"))?.GetAttributeValue<bool>("isdefault") == true;

    /// <summary>Puts a user and a team, or a role and its holder, together; once.</summary>
    public void Link(string intersect, (string Column, Guid Id) one, (string Column, Guid Id) other)
    {
        if (Linked(intersect, one.Column, one.Id).Any(l => l.GetAttributeValue<Guid>(other.Column) == other.Id))
        {
            return;
        }

        platform.Store.Insert(new Entity(intersect, Guid.CreateVersion7(platform.Clock.GetUtcNow())) { [one.Column] = one.Id, [other.Column] = other.Id });
    }

    /// <summary>The links of one row in an intersect table.</summary>
    public List<Entity> Linked(string intersect, string column, Guid id)
    {
        var query = new QueryExpression(intersect) { ColumnSet = new ColumnSet(true) };
        query.Criteria.AddCondition(column, ConditionOperator.Equal, id);
        return platform.Every(query);
    }

    private void AddPrivilege(Guid role, Privilege privilege, PrivilegeDepth depth) =>
        platform.Store.Insert(new Entity("roleprivileges", Guid.CreateVersion7(platform.Clock.GetUtcNow()))
        {
            ["roleid"] = role,
            ["privilegeid"] = privilege.Id,
            ["privilegedepthmask"] = 1 << (int)depth,
        });

    private Guid? DefaultTeam(Guid unit) => First("team", ("businessunitid", unit), ("isdefault", true))?.Id;

    private void MakeDefaultTeam(Guid unit, string? name)
    {
        platform.Store.Insert(new Entity("team", Guid.CreateVersion7(platform.Clock.GetUtcNow()))
        {
            ["name"] = name,
            ["businessunitid"] = Unit(unit),
            ["administratorid"] = new EntityReference("systemuser", platform.System.AdministratorId),
            ["isdefault"] = true,
            ["teamtype"] = new OptionSetValue(0),
            ["membershiptype"] = new OptionSetValue(0),
            ["organizationid"] = platform.System.OrganizationId,
            ["createdon"] = platform.UtcNow,
            ["modifiedon"] = platform.UtcNow,
        });
    }

    private void Join(Guid user, Guid unit)
    {
        if (DefaultTeam(unit) is { } team)
        {
            Link("teammembership", ("systemuserid", user), ("teamid", team));
        }
    }

    private Entity? First(string table, params (string Column, object Value)[] where)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(false), TopCount = 1 };
        foreach (var (column, value) in where)
        {
            query.Criteria.AddCondition(column, ConditionOperator.Equal, value);
        }

        return platform.Store.Query(query, Guid.Empty, platform.UtcNow).Entities.FirstOrDefault();
    }

    private List<Entity> All(string table, params string[] columns) =>
        platform.Every(new QueryExpression(table) { ColumnSet = new ColumnSet(columns) });

    private static EntityReference Unit(Guid id) => new("businessunit", id);
}
