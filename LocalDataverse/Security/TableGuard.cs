using System;
using System.Collections.Generic;
using Microsoft.Crm.Sdk.Messages;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Security;

/// <summary>By what the rows of a table are guarded.</summary>
internal enum GuardKind
{
    /// <summary>Each row belongs to a user or team and to a business unit.</summary>
    Owned,

    /// <summary>Each row belongs to a business unit.</summary>
    Unit,

    /// <summary>All rows belong to the organisation: only Global reaches them.</summary>
    Organization,

    /// <summary>The privilege on another table decides, at whatever depth.</summary>
    Dependent,

    /// <summary>As <see cref="Dependent"/> for reading; written by messages of their own only.</summary>
    DependentReadOnly,

    /// <summary>Links of a many-to-many relationship: whoever may read both tables may read them; Associate and Disassociate write them.</summary>
    Link,

    /// <summary>Settings of a user: everybody has his or her own.</summary>
    Settings,

    /// <summary>For administrators only.</summary>
    Closed,
}

/// <summary>How one table is guarded.</summary>
internal sealed record TableGuard
{
    public required TableDefinition Table { get; init; }

    public required GuardKind Kind { get; init; }

    /// <summary>The privileges by the right they give; a right that is missing here needs none.</summary>
    public IReadOnlyDictionary<AccessRights, Privilege> Privileges { get; init; } = new Dictionary<AccessRights, Privilege>();

    /// <summary>The column with the owner; null when rows have none.</summary>
    public string? OwnerColumn { get; init; }

    /// <summary>The column with the business unit; null when rows have none.</summary>
    public string? UnitColumn { get; init; }

    /// <summary>The tables a link joins.</summary>
    public IReadOnlyList<string> Linked { get; init; } = [];

    public Privilege? For(AccessRights right) => Privileges.GetValueOrDefault(right);
}

/// <summary>Finds out how tables are guarded, and remembers it until the catalog changes.</summary>
internal sealed class TableGuards(MetadataCatalog catalog)
{
    // Tables without privileges of their own, and the table whose privileges count.
    private static readonly Dictionary<string, (string Table, GuardKind Kind)> Dependents = new(StringComparer.Ordinal)
    {
        ["activityparty"] = ("activitypointer", GuardKind.Dependent),
        ["queueitem"] = ("queue", GuardKind.Dependent),
        ["privilege"] = ("role", GuardKind.DependentReadOnly),
        ["roleprivileges"] = ("role", GuardKind.DependentReadOnly),
    };

    private readonly Dictionary<string, TableGuard> _guards = new(StringComparer.Ordinal);
    private object? _snapshot;
    private PrivilegeCatalog? _privileges;

    /// <summary>All privileges.</summary>
    public PrivilegeCatalog Privileges
    {
        get
        {
            Refresh();
            return _privileges ??= new PrivilegeCatalog(catalog);
        }
    }

    public TableGuard Of(TableDefinition table)
    {
        Refresh();
        return _guards.TryGetValue(table.LogicalName, out var known) ? known : _guards[table.LogicalName] = Make(table);
    }

    private void Refresh()
    {
        var now = catalog.Snapshot();
        if (!ReferenceEquals(now, _snapshot))
        {
            _snapshot = now;
            _guards.Clear();
            _privileges = null;
        }
    }

    private TableGuard Make(TableDefinition table)
    {
        if (Dependents.TryGetValue(table.LogicalName, out var other))
        {
            return new TableGuard { Table = table, Kind = other.Kind, Privileges = PrivilegesOf(catalog.Table(other.Table)) };
        }

        foreach (var many in catalog.ManyToMany)
        {
            if (string.Equals(many.IntersectTable, table.LogicalName, StringComparison.Ordinal))
            {
                return new TableGuard { Table = table, Kind = GuardKind.Link, Linked = [many.Table1, many.Table2] };
            }
        }

        if (string.Equals(table.LogicalName, "usersettings", StringComparison.Ordinal))
        {
            return new TableGuard { Table = table, Kind = GuardKind.Settings };
        }

        var privileges = PrivilegesOf(table);
        var owner = table.TryColumn("ownerid", out var column) && column.IsLookup ? "ownerid" : null;
        var unit = string.Equals(table.LogicalName, "businessunit", StringComparison.Ordinal) ? table.PrimaryId
            : table.TryColumn("businessunitid", out _) ? "businessunitid" : null;
        return privileges.Count == 0 ? new TableGuard { Table = table, Kind = GuardKind.Closed }
            : table.Ownership == TableOwnership.UserOwned && owner is not null
                ? new TableGuard { Table = table, Kind = GuardKind.Owned, Privileges = privileges, OwnerColumn = owner, UnitColumn = table.TryColumn("owningbusinessunit", out _) ? "owningbusinessunit" : null }
            : table.Ownership == TableOwnership.BusinessOwned && unit is not null
                ? new TableGuard { Table = table, Kind = GuardKind.Unit, Privileges = privileges, UnitColumn = unit }
            : new TableGuard { Table = table, Kind = GuardKind.Organization, Privileges = privileges };
    }

    private Dictionary<AccessRights, Privilege> PrivilegesOf(TableDefinition table)
    {
        var found = new Dictionary<AccessRights, Privilege>();
        foreach (var definition in table.Privileges)
        {
            if (Privileges.Find(definition.Name) is { Right: not AccessRights.None } privilege)
            {
                found.TryAdd(privilege.Right, privilege);
            }
        }

        return found;
    }
}
