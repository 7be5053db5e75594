using System;
using System.Collections.Generic;
using Microsoft.Crm.Sdk.Messages;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Query;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Security;

/// <summary>What one user may see, as conditions in SQL: the same decision as for a single row, for all rows at once.</summary>
internal sealed class RowFilter(Platform platform, Principal who) : IRowFilter
{
    /// <exception cref="System.ServiceModel.FaultException">The user may see no row of the table at all.</exception>
    public bool Restricts(TableLayout table)
    {
        var guard = platform.Access.Guards.Of(table.Table);
        platform.Access.RequireTable(who, guard, AccessRights.ReadAccess);
        return guard.Kind == GuardKind.Settings
            || (guard.Kind is GuardKind.Owned or GuardKind.Unit or GuardKind.Organization && guard.For(AccessRights.ReadAccess) is { } read && !who.Reach(read)!.IsEverything);
    }

    public void Write(TableLayout table, string alias, SqlText sql)
    {
        var guard = platform.Access.Guards.Of(table.Table);
        if (guard.Kind == GuardKind.Settings)
        {
            sql.Append($"{table.Id.Expression(alias)} = ").Value(SqlValue.Of(who.Id));
        }
        else
        {
            WriteReach(table, alias, guard, who.Reach(guard.For(AccessRights.ReadAccess)!)!, sql);
        }
    }

    public void RequireColumn(TableDefinition table, ColumnDefinition column)
    {
        if (column.IsSecured && !platform.Facts.Columns(who).CanRead(table.LogicalName, column.LogicalName))
        {
            throw AccessFaults.SecuredInQuery(who.Id, table, column);
        }
    }

    private void WriteReach(TableLayout table, string alias, TableGuard guard, Reach reach, SqlText sql)
    {
        sql.Append("0");
        if (guard.OwnerColumn is { } owner)
        {
            WriteIn(table.Get(owner).Expression(alias), reach.Owners, sql.Append(" OR "));
        }

        if (guard.UnitColumn is { } unit && reach.Units.Count > 0)
        {
            WriteIn(table.Get(unit).Expression(alias), reach.Units, sql.Append(" OR "));
        }

        if (guard.Kind == GuardKind.Owned && platform.Facts.AnyShares)
        {
            sql.Append($" OR EXISTS (SELECT 1 FROM {Sharing.Table} p WHERE p.objectid = {table.Id.Expression(alias)} AND ");
            WriteIn("p.principalid", who.Identities, sql);
            sql.Append(" AND ((p.accessrightsmask | p.inheritedaccessrightsmask) & 1) <> 0)");
        }
    }

    private static void WriteIn(string expression, IReadOnlyCollection<Guid> ids, SqlText sql)
    {
        var separator = $"{expression} IN (";
        foreach (var id in ids)
        {
            sql.Append(separator).Value(SqlValue.Of(id));
            separator = ", ";
        }

        sql.Append(")");
    }
}
