using System;
using System.Collections.Generic;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Security;

/// <summary>
/// What the messages on rows ask of their caller. Asked once the steps of stage 10 have passed, as on the platform; what
/// later steps add to the Target is asked when it is saved.
/// </summary>
internal sealed class RowChecks(Platform platform)
{
    // Set by the platform, or judged by rules of their own.
    private static readonly HashSet<string> NotLinks = new(StringComparer.Ordinal)
    {
        "ownerid", "owninguser", "owningteam", "owningbusinessunit", "createdby", "createdonbehalfby", "modifiedby", "modifiedonbehalfby", "organizationid",
    };

    private const string Currency = "transactioncurrencyid";

    /// <summary>Create: the privilege must reach the owner the row will have; giving it to somebody else is assigning.</summary>
    public void Create(Operation operation)
    {
        if (platform.Access.Limited(operation.UserId) is not { } who)
        {
            return;
        }

        var target = operation.Target;
        var guard = platform.Access.Guards.Of(platform.Catalog.Table(operation.TableName!));
        platform.Access.RequireTable(who, guard, AccessRights.CreateAccess);
        var belonging = NewBelonging(guard, target, who);
        platform.Access.RequireReach(who, guard, target.Id, belonging, AccessRights.CreateAccess);
        if (belonging.Owner is { } owner && owner != who.Id)
        {
            platform.Access.RequireTable(who, guard, AccessRights.AssignAccess);
            platform.Access.RequireReach(who, guard, target.Id, belonging, AccessRights.AssignAccess);
        }

        SecuredColumns(who, guard.Table, target, isNew: true);
        Begin(operation, new CallerCheck(who, guard, belonging), target);
    }

    /// <summary>Update: Write for columns, Assign for the owner.</summary>
    public void Update(Operation operation)
    {
        if (platform.Access.Limited(operation.UserId) is not { } who)
        {
            return;
        }

        var target = operation.Target;
        var guard = platform.Access.Guards.Of(platform.Catalog.Table(operation.TableName!));
        var assigns = guard.OwnerColumn is { } owner && target.Contains(owner);
        var writes = !assigns || HasOthers(guard, target);
        if (writes)
        {
            platform.Access.RequireTable(who, guard, AccessRights.WriteAccess);
        }

        if (assigns)
        {
            platform.Access.RequireTable(who, guard, AccessRights.AssignAccess);
        }

        var id = operation.PrimaryEntityId;
        var belonging = platform.Access.BelongingOf(guard, id) ?? throw Fault.RowDoesNotExist(guard.Table.LogicalName, id);
        if (writes)
        {
            platform.Access.RequireReach(who, guard, id, belonging, AccessRights.WriteAccess);
        }

        if (assigns)
        {
            platform.Access.RequireReach(who, guard, id, belonging, AccessRights.AssignAccess);
        }

        SecuredColumns(who, guard.Table, target, isNew: false);
        Begin(operation, new CallerCheck(who, guard, belonging), target);
    }

    /// <summary>Retrieve, Delete and others that ask for one right on one row.</summary>
    public void Row(Guid user, string table, Guid row, AccessRights right)
    {
        if (platform.Access.Limited(user) is { } who)
        {
            platform.Access.RequireRow(who, platform.Catalog.Table(table), row, right);
        }
    }

    /// <summary>At the main operation: the owner, whoever chose it, and the lookups that steps have set.</summary>
    public void Saving(TableDefinition table, Entity target, Operation operation)
    {
        if (target.Value<EntityReference>("ownerid") is { } owner && owner.Id != operation.UserId && !platform.Defaults.IsKnown(owner))
        {
            platform.Access.RequireOwner(table, owner, operation.UserId);
        }

        if (operation.Check is { } check)
        {
            Links(check, target, ofSteps: true);
        }
    }

    /// <summary>Leaves out the secured columns that the user may not read.</summary>
    public void Hide(Guid user, IEnumerable<Entity> rows)
    {
        if (platform.Access.Limited(user) is not { } who)
        {
            return;
        }

        foreach (var row in rows)
        {
            List<string>? hidden = null;
            foreach (var attribute in row.Attributes)
            {
                var (table, column) = attribute.Value is AliasedValue aliased
                    ? (aliased.EntityLogicalName, aliased.AttributeLogicalName)
                    : (row.LogicalName, attribute.Key);
                if (platform.Catalog.TryTable(table, out var definition) && definition.TryColumn(column, out var found) && found.IsSecured
                    && !platform.Facts.Columns(who).CanRead(table, column))
                {
                    (hidden ??= []).Add(attribute.Key);
                }
            }

            foreach (var name in hidden ?? [])
            {
                row.Attributes.Remove(name);
                row.FormattedValues.Remove(name);
            }
        }
    }

    private void Begin(Operation operation, CallerCheck check, Entity target)
    {
        operation.Check = check;
        Links(check, target, ofSteps: false);
    }

    // A lookup appends this row to the one it points to.
    private void Links(CallerCheck check, Entity target, bool ofSteps)
    {
        foreach (var attribute in target.Attributes)
        {
            if (attribute.Value is not EntityReference reference || NotLinks.Contains(attribute.Key)
                || (ofSteps && string.Equals(attribute.Key, Currency, StringComparison.Ordinal))
                || !check.Guard.Table.TryColumn(attribute.Key, out var column) || !column.IsLookup
                || !platform.Catalog.TryTable(reference.LogicalName, out var other)
                || IdOf(reference) is not { } id || !check.Linked.Add((attribute.Key, id)))
            {
                continue;
            }

            Append(check, target.Id);
            AppendTo(check.Who, other, id);
        }
    }

    private void Append(CallerCheck check, Guid row)
    {
        if (check.Guard.For(AccessRights.AppendAccess) is not null)
        {
            platform.Access.RequireTable(check.Who, check.Guard, AccessRights.AppendAccess);
            platform.Access.RequireReach(check.Who, check.Guard, row, check.Belonging, AccessRights.AppendAccess);
        }
    }

    private void AppendTo(Principal who, TableDefinition table, Guid row)
    {
        var guard = platform.Access.Guards.Of(table);
        if (guard.For(AccessRights.AppendToAccess) is null)
        {
            return;
        }

        platform.Access.RequireTable(who, guard, AccessRights.AppendToAccess);

        // A row that is not there is for the check of references to tell.
        if (platform.Access.BelongingOf(guard, row) is { } belonging)
        {
            platform.Access.RequireReach(who, guard, row, belonging, AccessRights.AppendToAccess);
        }
    }

    private Belonging NewBelonging(TableGuard guard, Entity target, Principal who)
    {
        switch (guard.Kind)
        {
            case GuardKind.Owned:
                var owner = target.Value<EntityReference>(guard.OwnerColumn!);
                var principal = owner is null || IdOf(owner) is not { } id || id == who.Id ? who : platform.Facts.Of(new EntityReference(owner.LogicalName, id));
                return new Belonging(principal.Id, principal.UnitId);
            case GuardKind.Unit:
                // A new business unit lies within the one above it.
                var unit = string.Equals(guard.UnitColumn, guard.Table.PrimaryId, StringComparison.Ordinal) ? "parentbusinessunitid" : guard.UnitColumn!;
                return new Belonging(null, target.Value<EntityReference>(unit)?.Id ?? who.UnitId);
            default:
                return default;
        }
    }

    private void SecuredColumns(Principal who, TableDefinition table, Entity target, bool isNew)
    {
        foreach (var attribute in target.Attributes)
        {
            if (!table.TryColumn(attribute.Key, out var column) || !column.IsSecured)
            {
                continue;
            }

            var permissions = platform.Facts.Columns(who);
            if (isNew && !permissions.CanCreate(table.LogicalName, attribute.Key))
            {
                throw AccessFaults.SecuredOnCreate(who.Id, table, attribute.Key);
            }

            if (!isNew && !permissions.CanUpdate(table.LogicalName, attribute.Key))
            {
                throw AccessFaults.SecuredOnUpdate(who.Id, table, attribute.Key);
            }
        }
    }

    private Guid? IdOf(EntityReference reference) =>
        reference.Id != Guid.Empty ? reference.Id
        : reference.KeyAttributes is { Count: > 0 } keys ? platform.Store.FindByKey(reference.LogicalName, keys)
        : null;

    private static bool HasOthers(TableGuard guard, Entity target)
    {
        foreach (var attribute in target.Attributes)
        {
            if (!string.Equals(attribute.Key, guard.OwnerColumn, StringComparison.Ordinal) && !string.Equals(attribute.Key, guard.Table.PrimaryId, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
