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
    private const string User = "systemuser";
    private const string IsDisabled = "isdisabled";
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

    /// <summary>The first of some owners who may own hand-offs; <c>null</c>, which is the system, for none of them. Three requests for each user asked about.</summary>
    public static EntityReference? FirstAble(IOrganizationService service, params EntityReference?[] owners) =>
        owners.FirstOrDefault(owner => owner is not null && (owner.LogicalName != User || (IsEnabled(service, owner.Id) && MayOwnLeads(service, owner.Id))));

    private static bool IsEnabled(IOrganizationService service, Guid userId) =>
        !service.Retrieve(User, userId, new ColumnSet(IsDisabled)).GetAttributeValue<bool>(IsDisabled);
}
