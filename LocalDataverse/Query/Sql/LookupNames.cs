using System;
using System.Collections.Generic;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Storage;
using Smarketing.LocalDataverse.Storage.Codecs;

namespace Smarketing.LocalDataverse.Query.Sql;

/// <summary>The primary names of the rows that lookups point to, as SQL expressions.</summary>
internal sealed class LookupNames(MetadataCatalog catalog, Func<string, TableLayout> layouts)
{
    /// <summary>Whether a lookup can point to rows that have a name.</summary>
    public bool Has(StoredColumn lookup)
    {
        foreach (var target in lookup.Column.Targets)
        {
            if (NameColumn(target) is not null)
                return true;
        }

        return false;
    }

    /// <summary>Writes the name of the row a lookup points to; null when the lookup is empty, the row is gone or has none.</summary>
    public SqlText Write(SqlText sql, string table, StoredColumn lookup)
    {
        if (lookup.TargetSql is not { } targetSql)
        {
            WriteName(sql, lookup.Column.Targets[0], table, lookup);
            return sql;
        }

        sql.Append("CASE COALESCE(").Append(table).Append(".").Append(targetSql).Append(", ").Append(StoredColumn.Literal(((ReferenceCodec)lookup.Codec).DefaultTarget)).Append(")");
        foreach (var target in lookup.Column.Targets)
        {
            if (NameColumn(target) is null)
                continue;
            sql.Append(" WHEN ").Append(StoredColumn.Literal(target)).Append(" THEN ");
            WriteName(sql, target, table, lookup);
        }

        return sql.Append(" END");
    }

    private void WriteName(SqlText sql, string target, string table, StoredColumn lookup)
    {
        var layout = layouts(target);
        sql.Append("(SELECT n.").Append(NameColumn(target)!.Sql).Append(" FROM ").Append(layout.Sql).Append(" n WHERE n.").Append(layout.Id.Sql)
            .Append(" = ").Append(lookup.Expression(table)).Append(")");
    }

    // A target may be a table of a solution that is not imported.
    private StoredColumn? NameColumn(string target) =>
        catalog.TryTable(target, out var table) && table.PrimaryName is { } name ? layouts(target).Find(name) : null;
}
