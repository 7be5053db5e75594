using System;
using System.Collections.Generic;
using System.Linq;

namespace Smarketing.LocalDataverse.Security;

/// <summary>What one profile lets its members do with one secured column.</summary>
internal sealed record ColumnPermission(string Table, string Column, bool CanRead, bool CanCreate, bool CanUpdate);

/// <summary>What a user may do with secured columns: whatever any of the user's profiles allows.</summary>
internal sealed class ColumnPermissions(IEnumerable<ColumnPermission> permissions)
{
    private readonly ILookup<(string, string), ColumnPermission> _permissions = permissions.ToLookup(p => (p.Table, p.Column));

    public bool CanRead(string table, string column) => _permissions[(table, column)].Any(p => p.CanRead);

    public bool CanCreate(string table, string column) => _permissions[(table, column)].Any(p => p.CanCreate);

    public bool CanUpdate(string table, string column) => _permissions[(table, column)].Any(p => p.CanUpdate);
}
