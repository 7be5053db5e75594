using System;
using System.Collections.Generic;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Security;

/// <summary>What Associate and Disassociate over a many-to-many relationship ask of their caller. Roles and teams have rules of their own.</summary>
internal sealed class LinkChecks(Platform platform)
{
    public void Check(ManyToManyDefinition relationship, EntityReference target, EntityReference other, Guid user, bool isNew)
    {
        var first = string.Equals(target.LogicalName, relationship.Table1, StringComparison.Ordinal) ? target : other;
        var second = ReferenceEquals(first, target) ? other : target;
        switch (relationship.IntersectTable)
        {
            case "roleprivileges":
                throw Fault.NotSupported("Associate and Disassociate over roleprivileges_association", "Use AddPrivilegesRole, RemovePrivilegeRole or ReplacePrivilegesRole, which say the depth.");
            case "systemuserroles" or "teamroles":
                Role(first, second.Id, user, isNew);
                break;
            case "teammembership":
                Membership(first.Id, user);
                break;
            case "systemuserprofiles" or "teamprofiles":
                platform.Rows.Row(user, second.LogicalName, second.Id, AccessRights.WriteAccess);
                break;
            default:
                // For many-to-many relationships Append is needed on both tables.
                platform.Rows.Row(user, first.LogicalName, first.Id, AccessRights.AppendAccess);
                platform.Rows.Row(user, second.LogicalName, second.Id, AccessRights.AppendAccess);
                break;
        }
    }

    /// <summary>Who is in the default team of a business unit is not for anybody to choose.</summary>
    public void Membership(Guid team, Guid user)
    {
        if (platform.SecurityRows.IsDefaultTeam(team))
        {
            throw Fault.InvalidArgument($"The members of the default team {team:D} of a business unit are its users. Move the user to that business unit, or use another team.");
        }

        platform.Rows.Row(user, "team", team, AccessRights.WriteAccess);
    }

    // Nobody can give more than he or she has.
    private void Role(EntityReference holder, Guid role, Guid user, bool isNew)
    {
        if (isNew && string.Equals(holder.LogicalName, "team", StringComparison.Ordinal) && platform.Facts.Team(holder.Id).IsAccessTeam)
        {
            throw Fault.InvalidArgument($"Cannot assign roles or profiles to an access team (TeamId = {holder.Id:D}). Use an owner team (teamtype 0).");
        }

        if (platform.Access.Limited(user) is not { } who)
        {
            return;
        }

        platform.Access.RequireRow(who, platform.Catalog.Table("role"), role, AccessRights.AssignAccess);
        if (!isNew)
        {
            return;
        }

        if (platform.Facts.IsAdministrator(role))
        {
            throw Fault.Of(ErrorCodes.PrivilegeDenied, $"User {user:D} cannot assign the role System Administrator ({role:D}) without holding it. Let a System Administrator do it.");
        }

        Covers(who, platform.Facts.PrivilegesOf(role));
    }

    /// <summary>Refuses to give privileges that go further than one's own.</summary>
    public void Covers(Principal who, IEnumerable<(Guid Privilege, PrivilegeDepth Depth)> given)
    {
        foreach (var (id, depth) in given)
        {
            if (platform.Access.Guards.Privileges.Find(id) is { } privilege && (who.Reach(privilege) is not { } reach || reach.Depth < depth))
            {
                throw Fault.Of(ErrorCodes.PrivilegeDenied,
                    $"Principal user (Id={who.Id:D}, type=8) cannot give {privilege.Name} at depth {depth}: its own roles give {(who.Reach(privilege) is { } own ? $"depth {own.Depth}" : "nothing")}. Nobody can give more than he or she has; let an administrator do it.");
            }
        }
    }
}
