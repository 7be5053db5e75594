using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Security;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>What the messages about sharing have in common: a row and a principal.</summary>
internal abstract class SharingMessage : EventMessage
{
    public override string? Table(OrganizationRequest request) => TableOfTarget(request);

    public override Operation Prepare(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var target = Required<EntityReference>(request, "Target");
        var table = platform.Catalog.Table(target.LogicalName);
        if (platform.Access.Guards.Of(table).Kind != GuardKind.Owned)
        {
            throw Fault.InvalidArgument($"{Name} is not supported for '{table.LogicalName}': only rows that users or teams own can be shared.");
        }

        var id = Rows.Resolve(platform, table, target.Id, target.KeyAttributes);
        var operation = NewOperation(platform, Name, table.LogicalName, Rows.Inputs(request, new EntityReference(table.LogicalName, id)), request, scope);
        operation.PrimaryEntityId = id;
        Read(platform, request);
        return operation;
    }

    /// <summary>Refuses what is wrong with the other parameters.</summary>
    protected abstract void Read(Platform platform, OrganizationRequest request);

    /// <summary>Whoever shares needs the right to share, and each right that is given.</summary>
    protected static void AuthorizeSharing(Platform platform, Operation operation, AccessRights given)
    {
        foreach (var right in Enum.GetValues<AccessRights>().Where(r => r != AccessRights.None && (given & r) == r).Prepend(AccessRights.ShareAccess))
        {
            platform.Rows.Row(operation.UserId, operation.TableName!, operation.PrimaryEntityId, right);
        }

        if (!platform.Store.Exists(operation.TableName!, operation.PrimaryEntityId))
        {
            throw Fault.RowDoesNotExist(operation.TableName!, operation.PrimaryEntityId);
        }
    }
}

/// <summary>Shares a row with a user or team.</summary>
internal abstract class GivingMessage : SharingMessage
{
    public override void Authorize(Platform platform, Operation operation) =>
        AuthorizeSharing(platform, operation, AccessOf(operation).AccessMask);

    public override void Main(Platform platform, Operation operation)
    {
        var access = AccessOf(operation);
        var table = platform.Catalog.Table(operation.TableName!);
        RequirePrivileges(platform, table, access, operation);
        Give(platform.Sharing, table, operation, access);
    }

    protected abstract void Give(Sharing sharing, TableDefinition table, Operation operation, PrincipalAccess access);

    protected override void Read(Platform platform, OrganizationRequest request)
    {
        var access = Required<PrincipalAccess>(request, "PrincipalAccess");
        if (access.Principal is null)
        {
            throw Fault.InvalidArgument($"{Name} names no principal. Set PrincipalAccess.Principal to a user or team.");
        }

        if (access.AccessMask.HasFlag(AccessRights.CreateAccess))
        {
            throw Fault.InvalidArgument($"{Name} cannot give CreateAccess: the row exists already. Leave it out of AccessMask.");
        }

        platform.Facts.Of(access.Principal);
    }

    // A share widens a privilege the receiver has; without the privilege it would be worth nothing.
    private static void RequirePrivileges(Platform platform, TableDefinition table, PrincipalAccess access, Operation operation)
    {
        var who = platform.Facts.Of(access.Principal);
        if (who.IsUnlimited || who.IsTeam)
        {
            return;
        }

        var guard = platform.Access.Guards.Of(table);
        foreach (var (right, privilege) in guard.Privileges)
        {
            if ((access.AccessMask & right) == right && who.Reach(privilege) is null)
            {
                throw AccessFaults.MissingPrivilege(who, privilege, table, operation.UserId, right);
            }
        }
    }

    private static PrincipalAccess AccessOf(Operation operation) => (PrincipalAccess)operation.Inputs["PrincipalAccess"];
}

/// <summary>Shares a row, beside what is shared already.</summary>
internal sealed class GrantAccessMessage : GivingMessage
{
    public override string Name => "GrantAccess";

    public override OrganizationResponse Respond(Operation operation) => new GrantAccessResponse();

    protected override void Give(Sharing sharing, TableDefinition table, Operation operation, PrincipalAccess access) =>
        sharing.Grant(table, operation.PrimaryEntityId, access.Principal, access.AccessMask);
}

/// <summary>Shares a row in the place of what was shared.</summary>
internal sealed class ModifyAccessMessage : GivingMessage
{
    public override string Name => "ModifyAccess";

    public override OrganizationResponse Respond(Operation operation) => new ModifyAccessResponse();

    protected override void Give(Sharing sharing, TableDefinition table, Operation operation, PrincipalAccess access) =>
        sharing.Modify(table, operation.PrimaryEntityId, access.Principal, access.AccessMask);
}

/// <summary>Ends the sharing of a row with a user or team.</summary>
internal sealed class RevokeAccessMessage : SharingMessage
{
    public override string Name => "RevokeAccess";

    public override void Authorize(Platform platform, Operation operation) => AuthorizeSharing(platform, operation, AccessRights.None);

    public override void Main(Platform platform, Operation operation) =>
        platform.Sharing.Revoke(platform.Catalog.Table(operation.TableName!), operation.PrimaryEntityId, (EntityReference)operation.Inputs["Revokee"]);

    public override OrganizationResponse Respond(Operation operation) => new RevokeAccessResponse();

    protected override void Read(Platform platform, OrganizationRequest request) =>
        platform.Facts.Of(Required<EntityReference>(request, "Revokee"));
}

/// <summary>Tells which rights a user or team has on a row, by roles, ownership and shares.</summary>
internal sealed class RetrievePrincipalAccessMessage : Message
{
    public override string Name => "RetrievePrincipalAccess";

    public override string? Table(OrganizationRequest request) => TableOfTarget(request);

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var target = Required<EntityReference>(request, "Target");
        var who = platform.Facts.Of(Required<EntityReference>(request, "Principal"));
        var table = platform.Catalog.Table(target.LogicalName);
        var id = Rows.Resolve(platform, table, target.Id, target.KeyAttributes);

        // Everybody may ask for himself; of others only those who may read the row.
        if (who.Id != scope.UserId)
        {
            platform.Rows.Row(scope.UserId, table.LogicalName, id, AccessRights.ReadAccess);
        }

        var response = new RetrievePrincipalAccessResponse();
        response.Results["AccessRights"] = platform.Access.RightsOn(who, table, id);
        return response;
    }
}

/// <summary>Tells with whom a row is shared.</summary>
internal sealed class RetrieveSharedPrincipalsAndAccessMessage : Message
{
    public override string Name => "RetrieveSharedPrincipalsAndAccess";

    public override string? Table(OrganizationRequest request) => TableOfTarget(request);

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var target = Required<EntityReference>(request, "Target");
        var table = platform.Catalog.Table(target.LogicalName);
        var id = Rows.Resolve(platform, table, target.Id, target.KeyAttributes);
        platform.Rows.Row(scope.UserId, table.LogicalName, id, AccessRights.ReadAccess);
        if (!platform.Store.Exists(table.LogicalName, id))
        {
            throw Fault.RowDoesNotExist(table.LogicalName, id);
        }

        var response = new RetrieveSharedPrincipalsAndAccessResponse();
        response.Results["PrincipalAccesses"] = platform.Sharing.Of(id)
            .Select(s => new PrincipalAccess { Principal = s.Principal, AccessMask = s.Rights }).ToArray();
        return response;
    }
}
