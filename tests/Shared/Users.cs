using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse;

namespace Smarketing.Tests;

/// <summary>Users, roles and teams for tests, made the way an administrator makes them.</summary>
internal static class Users
{
    /// <summary>Makes a user with roles.</summary>
    /// <param name="organization">Where.</param>
    /// <param name="name">Last name and, before the @, the name to log in with.</param>
    /// <param name="roles">The ids of the roles; without any, the user can do nothing with data.</param>
    /// <returns>The id of the user.</returns>
    public static Guid CreateUser(this LocalOrganization organization, string name, params Guid[] roles) =>
        organization.CreateUserIn(organization.RootUnit(), name, roles);

    /// <summary>Makes a user in a business unit.</summary>
    public static Guid CreateUserIn(this LocalOrganization organization, Guid unit, string name, params Guid[] roles)
    {
        var service = organization.CreateService();
        var user = service.Create(new Entity("systemuser")
        {
            ["lastname"] = name,
            ["domainname"] = name + "@localhost",
            ["businessunitid"] = new EntityReference("businessunit", unit),
        });
        organization.GiveRoles("systemuser", user, roles);
        return user;
    }

    /// <summary>Gives a user or team more roles.</summary>
    public static void GiveRoles(this LocalOrganization organization, string table, Guid holder, params Guid[] roles)
    {
        if (roles.Length > 0)
        {
            organization.CreateService().Associate(table, holder, new Relationship(table == "team" ? "teamroles_association" : "systemuserroles_association"),
                [.. roles.Select(r => new EntityReference("role", r))]);
        }
    }

    /// <summary>Makes a role.</summary>
    /// <param name="organization">Where.</param>
    /// <param name="name">Its name.</param>
    /// <param name="privileges">Its privileges, e.g. <c>("prvReadLead", PrivilegeDepth.Basic)</c>.</param>
    /// <returns>The id of the role.</returns>
    public static Guid CreateRole(this LocalOrganization organization, string name, params (string Privilege, PrivilegeDepth Depth)[] privileges)
    {
        var service = organization.CreateService();
        var role = service.Create(new Entity("role") { ["name"] = name, ["businessunitid"] = new EntityReference("businessunit", organization.RootUnit()) });
        if (privileges.Length > 0)
        {
            service.Execute(new AddPrivilegesRoleRequest
            {
                RoleId = role,
                Privileges = [.. privileges.Select(p => new RolePrivilege(p.Depth, organization.PrivilegeId(p.Privilege), Guid.Empty))],
            });
        }

        return role;
    }

    /// <summary>Makes a role that may do everything with rows of some tables, at one depth.</summary>
    /// <param name="organization">Where.</param>
    /// <param name="depth">How far.</param>
    /// <param name="names">How the privileges call the tables, e.g. <c>Lead</c> or <c>Activity</c>.</param>
    public static Guid CreateRoleFor(this LocalOrganization organization, PrivilegeDepth depth, params string[] names)
    {
        string[] verbs = ["Create", "Read", "Write", "Delete", "Append", "AppendTo", "Assign", "Share"];
        return organization.CreateRole($"{string.Join(", ", names)} {depth}", [.. names.SelectMany(n => verbs.Select(v => ($"prv{v}{n}", depth)))]);
    }

    /// <summary>The role with a name, such as one a solution brought.</summary>
    public static Guid RoleNamed(this LocalOrganization organization, string name) => organization.IdWhere("role", "name", name);

    /// <summary>The root business unit.</summary>
    public static Guid RootUnit(this LocalOrganization organization) =>
        ((WhoAmIResponse)organization.CreateService().Execute(new WhoAmIRequest())).BusinessUnitId;

    /// <summary>Makes a business unit below another.</summary>
    public static Guid CreateUnit(this LocalOrganization organization, string name, Guid? parent = null) =>
        organization.CreateService().Create(new Entity("businessunit")
        {
            ["name"] = name,
            ["parentbusinessunitid"] = new EntityReference("businessunit", parent ?? organization.RootUnit()),
        });

    /// <summary>Makes a team with members.</summary>
    public static Guid CreateTeam(this LocalOrganization organization, string name, Guid unit, params Guid[] members)
    {
        var service = organization.CreateService();
        var team = service.Create(new Entity("team")
        {
            ["name"] = name,
            ["businessunitid"] = new EntityReference("businessunit", unit),
            ["administratorid"] = new EntityReference("systemuser", organization.AdministratorId),
            ["teamtype"] = new OptionSetValue(0),
        });
        if (members.Length > 0)
        {
            service.Execute(new AddMembersTeamRequest { TeamId = team, MemberIds = members });
        }

        return team;
    }

    /// <summary>The id of a privilege.</summary>
    public static Guid PrivilegeId(this LocalOrganization organization, string name) => organization.IdWhere("privilege", "name", name);

    private static Guid IdWhere(this LocalOrganization organization, string table, string column, string value)
    {
        var query = new QueryExpression(table);
        query.Criteria.AddCondition(column, ConditionOperator.Equal, value);
        return organization.CreateService().RetrieveMultiple(query).Entities.Single().Id;
    }
}
