using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Agreements;

namespace Smarketing.Crm.Dataverse;

/// <summary>
/// What a person's roles allow about agreements, whether the person has them or a team does. A role of the solution keeps its id in the root
/// business unit; every other unit has a copy that names it as its root. Two reads.
/// </summary>
internal sealed class SigningRoles
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

    private SigningRoles()
    {
    }

    /// <summary>Whether the person may load, and take out of force, what others have to sign.</summary>
    public bool IsAdministrator => held.Contains(Administrator) || held.Contains(SystemAdministratorTemplate);

    /// <summary>The roles of a person.</summary>
    /// <param name="system">Reads with the rights of the system: people need not be allowed to read roles.</param>
    /// <param name="userId">The person.</param>
    public static SigningRoles Of(IOrganizationService system, Guid userId)
    {
        var roles = new SigningRoles();
        var own = new QueryExpression(Role) { ColumnSet = new ColumnSet(RoleId, RootRole, Template) };
        own.AddLink(RolesOfUsers, RoleId, RoleId).LinkCriteria.AddCondition(User, ConditionOperator.Equal, userId);
        roles.Add(system, own);
        var ofTeams = new QueryExpression(Role) { ColumnSet = new ColumnSet(RoleId, RootRole, Template), Distinct = true };
        ofTeams.AddLink(RolesOfTeams, RoleId, RoleId).AddLink(MembersOfTeams, Team, Team)
            .LinkCriteria.AddCondition(User, ConditionOperator.Equal, userId);
        roles.Add(system, ofTeams);
        return roles;
    }

    /// <summary>The person as a signer.</summary>
    public Signer Signer(Guid userId) => new(userId, held.Contains(Marketing), held.Contains(SalesManager));

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
