using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Security;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>What the messages that change the privileges of a role have in common.</summary>
internal abstract class RolePrivilegeMessage : Message
{
    public override string? Table(OrganizationRequest request) => "role";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var role = Required<Guid>(request, "RoleId");
        if (platform.Facts.IsAdministrator(role))
        {
            throw Fault.InvalidArgument($"The role System Administrator ({role:D}) has every privilege there is and cannot be changed. Change another role.");
        }

        platform.Rows.Row(scope.UserId, "role", role, AccessRights.WriteAccess);
        var joined = scope.Work is not null;
        using var work = joined ? null : UnitOfWork.Begin(platform);
        var response = Change(platform, request, role, platform.Access.Limited(scope.UserId));
        work?.Commit();
        return response;
    }

    protected abstract OrganizationResponse Change(Platform platform, OrganizationRequest request, Guid role, Principal? limited);

    /// <summary>The privileges of the request, found and checked.</summary>
    protected List<(Privilege Privilege, PrivilegeDepth Depth)> Given(Platform platform, OrganizationRequest request, Principal? limited)
    {
        var given = Required<RolePrivilege[]>(request, "Privileges").Select(p => Found(platform, p)).ToList();
        if (limited is not null)
        {
            platform.Links.Covers(limited, given.Select(g => (g.Privilege.Id, g.Depth)));
        }

        return given;
    }

    private (Privilege Privilege, PrivilegeDepth Depth) Found(Platform platform, RolePrivilege given)
    {
        var privilege = platform.Access.Guards.Privileges.Find(given.PrivilegeId)
            ?? (given.PrivilegeName is { } name ? platform.Access.Guards.Privileges.Find(name) : null)
            ?? throw Fault.RowDoesNotExist("privilege", given.PrivilegeId);
        return privilege.Depths.Contains(given.Depth)
            ? (privilege, given.Depth)
            : throw Fault.InvalidArgument($"{Name} gives {privilege.Name} at depth {given.Depth}. It can be given at {string.Join(", ", privilege.Depths)}.");
    }
}

/// <summary>Gives a role privileges beside those it has.</summary>
internal sealed class AddPrivilegesRoleMessage : RolePrivilegeMessage
{
    public override string Name => "AddPrivilegesRole";

    protected override OrganizationResponse Change(Platform platform, OrganizationRequest request, Guid role, Principal? limited)
    {
        foreach (var (privilege, depth) in Given(platform, request, limited))
        {
            platform.SecurityRows.SetPrivilege(role, privilege, depth);
        }

        return new AddPrivilegesRoleResponse();
    }
}

/// <summary>Gives a role exactly these privileges.</summary>
internal sealed class ReplacePrivilegesRoleMessage : RolePrivilegeMessage
{
    public override string Name => "ReplacePrivilegesRole";

    protected override OrganizationResponse Change(Platform platform, OrganizationRequest request, Guid role, Principal? limited)
    {
        // Named twice, a privilege counts once, at the greater depth.
        var given = Given(platform, request, limited).GroupBy(g => g.Privilege.Id).Select(g => g.MaxBy(p => p.Depth));
        platform.SecurityRows.ReplacePrivileges(role, given);
        return new ReplacePrivilegesRoleResponse();
    }
}

/// <summary>Takes a privilege from a role.</summary>
internal sealed class RemovePrivilegeRoleMessage : RolePrivilegeMessage
{
    public override string Name => "RemovePrivilegeRole";

    protected override OrganizationResponse Change(Platform platform, OrganizationRequest request, Guid role, Principal? limited)
    {
        var privilege = Required<Guid>(request, "PrivilegeId");
        return platform.SecurityRows.RemovePrivilege(role, privilege)
            ? new RemovePrivilegeRoleResponse()
            : throw Fault.InvalidArgument($"The role {role:D} does not have the privilege {privilege:D}, so it cannot be taken away.");
    }
}

/// <summary>Tells the privileges of a role.</summary>
internal sealed class RetrieveRolePrivilegesRoleMessage : Message
{
    public override string Name => "RetrieveRolePrivilegesRole";

    public override string? Table(OrganizationRequest request) => "role";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var role = Required<Guid>(request, "RoleId");
        platform.Rows.Row(scope.UserId, "role", role, AccessRights.ReadAccess);
        var isAdministrator = platform.Facts.IsAdministrator(role);
        var depths = platform.Facts.PrivilegesOf(role).ToDictionary(p => p.Privilege, p => p.Depth);
        var response = new RetrieveRolePrivilegesRoleResponse();
        response.Results["RolePrivileges"] = platform.Access.Guards.Privileges.All
            .Where(p => isAdministrator || depths.ContainsKey(p.Id))
            .Select(p => new RolePrivilege(isAdministrator ? p.Depths[^1] : depths[p.Id], p.Id, platform.System.BusinessUnitId, p.Name))
            .OrderBy(p => p.PrivilegeName, StringComparer.Ordinal).ToArray();
        return response;
    }
}

/// <summary>Tells the privileges of a user: those of all the user's roles and teams, each at its greatest depth.</summary>
internal sealed class RetrieveUserPrivilegesMessage : Message
{
    public override string Name => "RetrieveUserPrivileges";

    public override string? Table(OrganizationRequest request) => "systemuser";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var who = platform.Facts.User(Required<Guid>(request, "UserId"));
        if (who.Id != scope.UserId)
        {
            platform.Rows.Row(scope.UserId, "systemuser", who.Id, AccessRights.ReadAccess);
        }

        var response = new RetrieveUserPrivilegesResponse();
        response.Results["RolePrivileges"] = platform.Access.Guards.Privileges.All
            .Select(p => (Privilege: p, Depth: who.IsAdministrator ? p.Depths[^1] : who.Reach(p)?.Depth))
            .Where(p => p.Depth is not null)
            .Select(p => new RolePrivilege(p.Depth!.Value, p.Privilege.Id, who.UnitId, p.Privilege.Name))
            .OrderBy(p => p.PrivilegeName, StringComparer.Ordinal).ToArray();
        return response;
    }
}
