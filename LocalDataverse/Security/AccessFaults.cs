using System;
using System.Globalization;
using System.ServiceModel;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Security;

/// <summary>How a refusal reads: the platform's words first, then how far the privilege goes and what would help.</summary>
internal static class AccessFaults
{
    /// <summary>No role gives the privilege.</summary>
    public static FaultException<OrganizationServiceFault> MissingPrivilege(Principal who, Privilege privilege, TableDefinition? table, Guid caller, AccessRights right)
    {
        var kind = who.IsTeam ? "team" : "user";
        var on = table is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" on OTC={table.ObjectTypeCode} for entity '{table.LogicalName}' (LocalizedName='{table.DisplayName.For(1033)}')");
        var remedy = who.AccessMode == 2 && right is not (AccessRights.None or AccessRights.ReadAccess)
            ? "Its access mode is Read: whatever its roles give, it can only read. Change accessmode."
            : $"Give the {kind} a role with {privilege.Name}, at depth {privilege.Depths[0]} or more.";
        return Fault.Of(ErrorCodes.PrivilegeDenied, string.Create(CultureInfo.InvariantCulture,
            $"Principal {kind} (Id={who.Id:D}, type={(who.IsTeam ? 9 : 8)}, roleCount={who.RoleCount}, privilegeCount={who.Reaches.Count}, accessMode={who.AccessMode}), is missing {privilege.Name} privilege (Id={privilege.Id:D}){on}. context.Caller={caller:D}. {remedy}"));
    }

    /// <summary>The privilege is there and does not reach the row.</summary>
    public static FaultException<OrganizationServiceFault> OutOfReach(Principal who, Privilege privilege, TableDefinition table, Guid row, Belonging belonging, AccessRights right, PrivilegeDepth depth)
    {
        var where = belonging.Owner is { } owner ? $"The row belongs to {owner:D} in business unit {belonging.Unit:D}"
            : belonging.Unit is { } unit ? $"The row belongs to business unit {unit:D}"
            : "The row belongs to the organization";
        var remedy = belonging.Owner is null ? "Give a role with a greater depth." : "Share the row, assign it, or give a role with a greater depth.";
        return Fault.Of(ErrorCodes.AccessDenied,
            $"Principal with id {who.Id:D} does not have {right} right(s) for record with id {row:D} of entity {table.LogicalName}. {privilege.Name} is given at depth {depth}, from business unit {who.UnitId:D}. {where}. {remedy}");
    }

    /// <summary>The table has no privileges that a role could give.</summary>
    public static FaultException<OrganizationServiceFault> Closed(Principal who, TableDefinition table, AccessRights right) => Fault.Of(
        ErrorCodes.PrivilegeDenied,
        $"Principal user (Id={who.Id:D}, type=8) has no {right} to entity '{table.LogicalName}', which no privilege gives. Only a System Administrator or SYSTEM may do that.");

    /// <summary>The user is disabled.</summary>
    public static FaultException<OrganizationServiceFault> Disabled(Guid user) => Fault.Of(
        ErrorCodes.UserDisabled,
        $"The specified user (Id={user:D}) is disabled. Enable it (isdisabled), or act as another user.");

    /// <summary>The new owner may not read what it would own.</summary>
    public static FaultException<OrganizationServiceFault> OwnerCannotRead(FaultException<OrganizationServiceFault> reason) => Fault.Of(
        reason.Detail.ErrorCode,
        $"Read Privilege Check For Owner failed with exception: {reason.Detail.Message}");

    /// <summary>An access team cannot own rows.</summary>
    public static FaultException<OrganizationServiceFault> AccessTeamCannotOwn(Guid team) => Fault.Of(
        ErrorCodes.CannotAssignToAccessTeam,
        $"You cannot assign a record to the access team. You can assign a record to the owner team. Team {team:D} has teamtype 1; share the row with it instead.");

    /// <summary>A secured column in a filter, an order or a figure.</summary>
    public static FaultException<OrganizationServiceFault> SecuredInQuery(Guid user, TableDefinition table, ColumnDefinition column) => Fault.Of(
        ErrorCodes.SecuredColumnRead,
        $"The user does not have read permissions to a secured field. The requested operation could not be completed. The query filters, sorts, joins or counts by '{table.LogicalName}.{column.LogicalName}', which user {user:D} may not read. Leave it out, or add the user to a column security profile that may read it.");

    /// <summary>A secured column in a new row.</summary>
    public static FaultException<OrganizationServiceFault> SecuredOnCreate(Guid user, TableDefinition table, string column) => Fault.Of(
        ErrorCodes.SecuredColumnCreate,
        $"The user does not have create permissions to a secured field. The requested operation could not be completed. User {user:D} may not set '{table.LogicalName}.{column}' on Create. Leave it out, or add the user to a column security profile that may create it.");

    /// <summary>A secured column in a change.</summary>
    public static FaultException<OrganizationServiceFault> SecuredOnUpdate(Guid user, TableDefinition table, string column) => Fault.Of(
        ErrorCodes.SecuredColumnUpdate,
        $"The user doesn't have AttributePrivilegeUpdate and not granted shared access for a secured attribute during update operation. User {user:D} may not change '{table.LogicalName}.{column}'. Leave it out, or add the user to a column security profile that may update it.");
}
