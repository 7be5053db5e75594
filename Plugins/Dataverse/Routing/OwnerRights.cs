using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>Who may own leads. Asked before, since the platform refuses an owner without rights, and a refused write would undo the routing.</summary>
internal static class OwnerRights
{
    private const string Privilege = "privilege";
    private const string Name = "name";
    private static readonly string[] Needed = ["prvReadLead", "prvReadsmk_Handoff"];

    /// <summary>Whether a user may read leads and hand-offs that belong to them: two requests.</summary>
    public static bool MayOwnLeads(IOrganizationService service, Guid userId)
    {
        var query = new QueryExpression(Privilege) { ColumnSet = new ColumnSet(false) };
        query.Criteria.AddCondition(new ConditionExpression(Name, ConditionOperator.In, Needed));
        var needed = service.RetrieveMultiple(query).Entities.Select(row => row.Id);
        var held = ((RetrieveUserPrivilegesResponse)service.Execute(new RetrieveUserPrivilegesRequest { UserId = userId })).RolePrivileges;
        return needed.All(id => Array.Exists(held, privilege => privilege.PrivilegeId == id));
    }
}
