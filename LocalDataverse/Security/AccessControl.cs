using System;
using System.Collections.Generic;
using System.ServiceModel;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Query;

namespace Smarketing.LocalDataverse.Security;

/// <summary>Reads the facts a decision needs, asks for the decision, and refuses. Whoever may do everything costs one look-up.</summary>
internal sealed class AccessControl(Platform platform)
{
    public TableGuards Guards { get; } = new(platform.Catalog);

    /// <summary>The user, if there is anything the user may not do; null for administrators and SYSTEM.</summary>
    /// <exception cref="System.ServiceModel.FaultException">There is no such user.</exception>
    public Principal? Limited(Guid user)
    {
        if (user == platform.System.SystemUserId)
        {
            return null;
        }

        var principal = platform.Facts.User(user);
        return principal.IsUnlimited ? null : principal;
    }

    /// <summary>Refuses users who are disabled or do not exist.</summary>
    public void RequireEnabled(Guid user)
    {
        if (user != platform.System.SystemUserId && platform.Facts.User(user).IsDisabled)
        {
            throw AccessFaults.Disabled(user);
        }
    }

    /// <summary>Refuses a user who lacks a privilege that is about no table.</summary>
    public void RequirePrivilege(Guid user, string name)
    {
        if (Limited(user) is not { } who)
        {
            return;
        }

        var privilege = Guards.Privileges.Find(name)
            ?? throw Fault.InvalidArgument($"There is no privilege '{name}'. Correct its name, or import the table it belongs to.");
        if (who.Reach(privilege) is null)
        {
            throw AccessFaults.MissingPrivilege(who, privilege, null, user, privilege.Right);
        }
    }

    /// <summary>Makes the scope in which one user acts for another, as the Web API's MSCRMCallerID asks.</summary>
    /// <exception cref="System.ServiceModel.FaultException">The caller lacks prvActOnBehalfOfAnotherUser, or there is no such user.</exception>
    public RequestScope Impersonate(Guid caller, Guid user)
    {
        RequireEnabled(caller);
        RequirePrivilege(caller, PrivilegeCatalog.ActOnBehalf);
        _ = platform.Facts.User(user);
        return RequestScope.Outside(user) with { InitiatingUserId = caller };
    }

    /// <summary>Refuses when no role gives the right on the table, at whatever depth.</summary>
    public void RequireTable(Principal who, TableGuard guard, AccessRights right)
    {
        switch (guard.Kind)
        {
            case GuardKind.Closed:
            case GuardKind.DependentReadOnly when right != AccessRights.ReadAccess:
            case GuardKind.Link when right != AccessRights.ReadAccess:
                throw AccessFaults.Closed(who, guard.Table, right);
            case GuardKind.Link:
                foreach (var linked in guard.Linked)
                {
                    RequireTable(who, Guards.Of(platform.Catalog.Table(linked)), AccessRights.ReadAccess);
                }

                break;
            case GuardKind.Settings:
                break;
            default:
                if (guard.For(right) is { } privilege)
                {
                    if (who.Reach(privilege) is null)
                    {
                        throw AccessFaults.MissingPrivilege(who, privilege, guard.Table, who.Id, right);
                    }
                }
                else if (right is not (AccessRights.AppendAccess or AccessRights.AppendToAccess))
                {
                    throw AccessFaults.Closed(who, guard.Table, right);
                }

                break;
        }
    }

    /// <summary>Refuses when the right does not reach the row. Ask <see cref="RequireTable"/> first.</summary>
    public void RequireReach(Principal who, TableGuard guard, Guid row, Belonging belonging, AccessRights right)
    {
        if (Verdict(who, guard, row, belonging, right) == Security.Verdict.Allowed)
        {
            return;
        }

        throw guard.For(right) is { } privilege && who.Reach(privilege) is { } reach
            ? AccessFaults.OutOfReach(who, privilege, guard.Table, row, belonging, right, reach.Depth)
            : AccessFaults.Closed(who, guard.Table, right);
    }

    /// <summary>Refuses when the user may not do this to the row, or when there is no such row.</summary>
    public void RequireRow(Principal who, TableDefinition table, Guid row, AccessRights right)
    {
        var guard = Guards.Of(table);
        RequireTable(who, guard, right);
        RequireReach(who, guard, row, BelongingOf(guard, row) ?? throw Fault.RowDoesNotExist(table.LogicalName, row), right);
    }

    /// <summary>The rights a user or team has on a row, by its roles and by what is shared with it.</summary>
    public AccessRights RightsOn(Principal who, TableDefinition table, Guid row)
    {
        var guard = Guards.Of(table);
        var belonging = BelongingOf(guard, row) ?? throw Fault.RowDoesNotExist(table.LogicalName, row);
        var rights = AccessRights.None;
        foreach (var right in guard.Privileges.Keys)
        {
            if (right != AccessRights.CreateAccess && Verdict(who, guard, row, belonging, right) == Security.Verdict.Allowed)
            {
                rights |= right;
            }
        }

        return rights;
    }

    /// <summary>To whom a row belongs; null when there is no such row.</summary>
    public Belonging? BelongingOf(TableGuard guard, Guid row)
    {
        if (guard.OwnerColumn is null && guard.UnitColumn is null)
        {
            return platform.Store.Exists(guard.Table.LogicalName, row) ? default(Belonging) : null;
        }

        var columns = guard switch
        {
            { OwnerColumn: { } o, UnitColumn: { } u } => new ColumnSet(o, u),
            { OwnerColumn: { } o } => new ColumnSet(o),
            _ => new ColumnSet(guard.UnitColumn),
        };
        return platform.Store.Find(guard.Table.LogicalName, row, columns) is { } found ? BelongingIn(guard, found) : null;
    }

    /// <summary>Refuses an owner who could not read what it would own.</summary>
    public void RequireOwner(TableDefinition table, EntityReference owner, Guid caller)
    {
        var guard = Guards.Of(table);
        if (guard.Kind != GuardKind.Owned)
        {
            return;
        }

        var principal = platform.Facts.Of(owner);
        if (principal.IsAccessTeam)
        {
            throw AccessFaults.AccessTeamCannotOwn(owner.Id);
        }

        if (principal.IsDisabled)
        {
            throw AccessFaults.Disabled(owner.Id);
        }

        if (guard.For(AccessRights.ReadAccess) is { } read && principal.Reach(read) is null)
        {
            throw AccessFaults.OwnerCannotRead(AccessFaults.MissingPrivilege(principal, read, table, caller, AccessRights.ReadAccess));
        }
    }

    /// <summary>What a query of the user may see; null when that is everything.</summary>
    public IRowFilter? FilterFor(Guid user) => Limited(user) is { } who ? new RowFilter(platform, who) : null;

    /// <summary>The belonging that a row in hand says.</summary>
    public static Belonging BelongingIn(TableGuard guard, Entity row) => new(
        guard.OwnerColumn is { } owner ? row.Value<EntityReference>(owner)?.Id : null,
        guard.UnitColumn is not { } unit ? null
        : string.Equals(unit, guard.Table.PrimaryId, StringComparison.Ordinal) ? row.Id
        : row.Attributes.TryGetValue(unit, out var value) ? (value as EntityReference)?.Id : null);

    private Verdict Verdict(Principal who, TableGuard guard, Guid row, Belonging belonging, AccessRights right)
    {
        switch (guard.Kind)
        {
            case GuardKind.Closed:
                return Security.Verdict.MissingPrivilege;
            case GuardKind.Link or GuardKind.Dependent or GuardKind.DependentReadOnly:
                return Security.Verdict.Allowed;
            case GuardKind.Settings:
                return row == who.Id ? Security.Verdict.Allowed : Security.Verdict.OutOfReach;
        }

        if (guard.For(right) is not { } privilege)
        {
            // Nothing that a role could give or hold back: what may be appended to plug-in types, say.
            return Security.Verdict.Allowed;
        }

        var reach = who.Reach(privilege);
        var verdict = Decision.On(reach, belonging, right, AccessRights.None);
        return verdict == Security.Verdict.OutOfReach && guard.Kind == GuardKind.Owned && row != Guid.Empty
            ? Decision.On(reach, belonging, right, platform.Sharing.SharedWith(who, row))
            : verdict;
    }
}
