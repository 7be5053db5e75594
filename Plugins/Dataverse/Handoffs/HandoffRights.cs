using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>Who may answer a hand-off: its owner, and whoever stands in for every owner.</summary>
internal static class HandoffRights
{
    private const string User = "systemuser";
    private const string UserId = "systemuserid";
    private const string Team = "team";
    private const string TeamId = "teamid";
    private const string MembersOfTeams = "teammembership";

    /// <summary>Whether a user may answer: no read for the owner, one for a member of a team that owns it, two more for everybody else.</summary>
    public static bool MayAnswer(IOrganizationService system, Guid userId, EntityReference? owner)
    {
        if (owner?.LogicalName == User && owner.Id == userId)
            return true;
        if (owner?.LogicalName == Team && IsMember(system, userId, owner.Id))
            return true;
        var roles = HeldRoles.Of(system, userId);
        return roles.IsSalesManager || roles.IsAdministrator;
    }

    private static bool IsMember(IOrganizationService system, Guid userId, Guid teamId)
    {
        var query = new QueryExpression(MembersOfTeams) { ColumnSet = new ColumnSet(false), TopCount = 1 };
        query.Criteria.AddCondition(UserId, ConditionOperator.Equal, userId);
        query.Criteria.AddCondition(TeamId, ConditionOperator.Equal, teamId);
        return system.RetrieveMultiple(query).Entities.Count > 0;
    }
}
