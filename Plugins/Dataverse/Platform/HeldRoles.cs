using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse;

/// <summary>
/// What a person may do here by roles of the solution, whether the person has them or a team does. A role of the solution keeps its id in the root
/// business unit; every other unit has a copy that names it as its root. Two reads.
/// </summary>
internal sealed class HeldRoles
{
    private const string Role = "role";
    private const string RoleId = "roleid";
    private const string RootRole = "parentrootroleid";
    private const string Template = "roletemplateid";
    private const string User = "systemuserid";
    private const string RolesOfUsers = "systemuserroles";
    private const string RolesOfTeams = "teamroles";
    private const string MembersOfTeams = "teammembership";
    private const string Team = "teamid";

    private static readonly Guid Marketing = new("c38bb1c6-dd18-51fa-baa5-33ee9e0e28c5");
    private static readonly Guid SalesManager = new("7f235c99-21a6-5f6c-9d59-bc9a6ed46f9c");
    private static readonly Guid Administrator = new("d65f8a22-0c50-5fcd-b38a-44e7cf4b89c9");
    private static readonly Guid SystemAdministratorTemplate = new("627090ff-40a3-4053-8790-584edc5be201");

    private readonly HashSet<Guid> held = [];

    private HeldRoles()
    {
    }

    /// <summary>Whether the person speaks for marketing.</summary>
    public bool IsMarketing => held.Contains(Marketing);

    /// <summary>Whether the person speaks for sales, and for every seller.</summary>
    public bool IsSalesManager => held.Contains(SalesManager);

    /// <summary>Whether the person may load, and take out of force, what others have to sign.</summary>
    public bool IsAdministrator => held.Contains(Administrator) || held.Contains(SystemAdministratorTemplate);

    /// <summary>The roles of a person.</summary>
    /// <param name="system">Reads with the rights of the system: people need not be allowed to read roles.</param>
    /// <param name="userId">The person.</param>
    public static HeldRoles Of(IOrganizationService system, Guid userId)
    {
        var roles = new HeldRoles();
        var own = new QueryExpression(Role) { ColumnSet = new ColumnSet(RoleId, RootRole, Template) };
        own.AddLink(RolesOfUsers, RoleId, RoleId).LinkCriteria.AddCondition(User, ConditionOperator.Equal, userId);
        roles.Add(system, own);
        var ofTeams = new QueryExpression(Role) { ColumnSet = new ColumnSet(RoleId, RootRole, Template), Distinct = true };
        ofTeams.AddLink(RolesOfTeams, RoleId, RoleId).AddLink(MembersOfTeams, Team, Team)
            .LinkCriteria.AddCondition(User, ConditionOperator.Equal, userId);
        roles.Add(system, ofTeams);
        return roles;
    }

    private void Add(IOrganizationService system, QueryExpression query)
    {
        foreach (var role in Pages.All(system, query))
        {
            held.Add(role.Id);
            Add(role.GetAttributeValue<EntityReference?>(RootRole));
            Add(role.GetAttributeValue<EntityReference?>(Template));
        }
    }

    private void Add(EntityReference? reference)
    {
        if (reference is not null)
            held.Add(reference.Id);
    }
}
