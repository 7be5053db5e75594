using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>Who may answer a hand-off: its owner, and whoever stands in for every owner.</summary>
internal static class HandoffRights
{
    private const string Role = "role";
    private const string RoleId = "roleid";
    private const string RootRole = "parentrootroleid";
    private const string Template = "roletemplateid";
    private const string User = "systemuser";
    private const string UserId = "systemuserid";
    private const string Team = "team";
    private const string TeamId = "teamid";
    private const string MembersOfTeams = "teammembership";
    private const string RolesOfUsers = "systemuserroles";
    private const string RolesOfTeams = "teamroles";

    // Sales manager and administrator of the solution, by the ids it ships; the platform's own administrator by its template.
    private static readonly Guid[] Managers =
    [
        new("7f235c99-21a6-5f6c-9d59-bc9a6ed46f9c"), new("d65f8a22-0c50-5fcd-b38a-44e7cf4b89c9"), new("627090ff-40a3-4053-8790-584edc5be201"),
    ];

    /// <summary>Whether a user may answer: no read for the owner, one for a member of a team that owns it, two more for everybody else.</summary>
    public static bool MayAnswer(IOrganizationService system, Guid userId, EntityReference? owner)
    {
        if (owner?.LogicalName == User && owner.Id == userId)
            return true;
        if (owner?.LogicalName == Team && IsMember(system, userId, owner.Id))
            return true;
        var own = Roles();
        own.AddLink(RolesOfUsers, RoleId, RoleId).LinkCriteria.AddCondition(UserId, ConditionOperator.Equal, userId);
        var ofTeams = Roles();
        ofTeams.AddLink(RolesOfTeams, RoleId, RoleId).AddLink(MembersOfTeams, TeamId, TeamId)
            .LinkCriteria.AddCondition(UserId, ConditionOperator.Equal, userId);
        return IsAny(system, own) || IsAny(system, ofTeams);
    }

    private static bool IsMember(IOrganizationService system, Guid userId, Guid teamId)
    {
        var query = new QueryExpression(MembersOfTeams) { ColumnSet = new ColumnSet(false), TopCount = 1 };
        query.Criteria.AddCondition(UserId, ConditionOperator.Equal, userId);
        query.Criteria.AddCondition(TeamId, ConditionOperator.Equal, teamId);
        return system.RetrieveMultiple(query).Entities.Count > 0;
    }

    private static QueryExpression Roles() => new(Role) { ColumnSet = new ColumnSet(RoleId, RootRole, Template), Distinct = true };

    // A role keeps its id in the root business unit; every other unit has a copy that names it.
    private static bool IsAny(IOrganizationService system, QueryExpression query) => Pages.All(system, query).Any(role =>
        Managers.Contains(role.Id)
        || Managers.Contains(role.GetAttributeValue<EntityReference?>(RootRole)?.Id ?? Guid.Empty)
        || Managers.Contains(role.GetAttributeValue<EntityReference?>(Template)?.Id ?? Guid.Empty));
}
