using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Data.Sqlite;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Storage.Codecs;

namespace Smarketing.LocalDataverse.Storage;

/// <summary>Creates tables, and widens those that an earlier version of a solution left in a file. Only keys follow their definition both ways; tables and columns go when they are dropped by name.</summary>
internal sealed class Schema
{
    // Who wrote a row is hardly ever searched, and each index costs every insert.
    private static readonly HashSet<string> NotIndexed = new(StringComparer.Ordinal)
    {
        "createdby", "createdonbehalfby", "modifiedby", "modifiedonbehalfby", "owningbusinessunit", "owningteam", "owninguser",
        "transactioncurrencyid", "organizationid",
    };

    private readonly SqliteDatabase database;

    public Schema(SqliteDatabase database)
    {
        this.database = database;
        database.Execute("CREATE TABLE IF NOT EXISTS \"$counter\" (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID");
        database.Execute("CREATE TABLE IF NOT EXISTS \"$scale\" (\"table\" TEXT, \"column\" TEXT, scale INTEGER NOT NULL, PRIMARY KEY (\"table\", \"column\")) WITHOUT ROWID");
    }

    /// <summary>Makes the table hold what its definition says. Run it inside a transaction.</summary>
    /// <exception cref="System.ServiceModel.FaultException">Rows already break a new alternate key, or need more digits than a widened decimal has.</exception>
    public TableLayout Ensure(TableDefinition table)
    {
        var present = ColumnsOf(table.LogicalName);
        var scales = ScalesOf(table.LogicalName);
        var layout = new TableLayout(table, scales);
        if (present.Count == 0)
        {
            var columns = layout.Columns.Where(c => c.DerivedFrom is null).SelectMany(c => Declare(layout, c));
            database.Execute($"CREATE TABLE {layout.Sql} ({string.Join(", ", columns)})");
        }
        else
        {
            foreach (var column in layout.Columns.Where(c => c.DerivedFrom is null))
            {
                foreach (var declaration in Declare(layout, column).Where(d => !present.Contains(NameIn(d))))
                    database.Execute($"ALTER TABLE {layout.Sql} ADD COLUMN {declaration}");
                if (column.TargetSql is { } target && present.Contains(column.Column.LogicalName) && !present.Contains(NameIn(target)))
                    NameTargets(layout, column, target);
            }
        }

        foreach (var column in layout.Columns)
        {
            if (column.Codec is DecimalCodec codec)
                Rescale(layout, column, scales.TryGetValue(column.Column.LogicalName, out var old) ? old : null, codec.Scale);
            if ((column.Column.IsLookup && !NotIndexed.Contains(column.Column.LogicalName)) || IsLink(layout, column))
                database.Execute($"CREATE INDEX IF NOT EXISTS {IndexName("lookup", layout, column.Column.LogicalName)} ON {layout.Sql} ({column.Sql}) WHERE {column.Sql} IS NOT NULL");
        }

        DropStaleKeys(layout);
        foreach (var key in table.Keys)
            EnsureKey(layout, key);
        return layout;
    }

    /// <summary>Drops a table with its rows. Run it inside a transaction.</summary>
    public void Drop(string table)
    {
        DropActivityView();
        database.Execute($"DROP TABLE IF EXISTS {StoredColumn.Quote(table)}");
        ForgetScale(table, null);
    }

    /// <summary>Drops columns with their values, and the indexes that name them. Run it inside a transaction.</summary>
    public void DropColumns(string table, IReadOnlyCollection<string> columns)
    {
        DropActivityView();
        var present = ColumnsOf(table);
        foreach (var column in columns.SelectMany(c => new[] { c, c + "#table" }).Where(present.Contains))
        {
            foreach (var index in Names("SELECT l.name FROM pragma_index_list(?) l JOIN pragma_index_info(l.name) i WHERE l.origin = 'c' AND i.name = ?", table, column))
                database.Execute($"DROP INDEX {StoredColumn.Quote(index)}");
            database.Execute($"ALTER TABLE {StoredColumn.Quote(table)} DROP COLUMN {StoredColumn.Quote(column)}");
            ForgetScale(table, column);
        }
    }

    // A lookup that had one target and gains others says from now on which of them each row means: keys compare it.
    private void NameTargets(TableLayout layout, StoredColumn column, string target)
    {
        var fill = database.Prepare($"UPDATE {layout.Sql} SET {target} = ? WHERE {column.Sql} IS NOT NULL");
        fill.Bind(1, SqlValue.Of(((ReferenceCodec)column.Codec).DefaultTarget));
        fill.Run();
    }

    private void DropStaleKeys(TableLayout layout)
    {
        var wanted = layout.Table.Keys.Select(k => KeyIndex(layout, k)).ToHashSet(StringComparer.Ordinal);
        foreach (var index in Names("SELECT name FROM pragma_index_list(?) WHERE origin = 'c' AND substr(name, 1, 4) = ?", layout.Table.LogicalName, "key "))
        {
            if (!wanted.Contains(StoredColumn.Quote(index)))
                database.Execute($"DROP INDEX {StoredColumn.Quote(index)}");
        }
    }

    private void ForgetScale(string table, string? column)
    {
        var forget = database.Prepare("DELETE FROM \"$scale\" WHERE \"table\" = ? AND (? IS NULL OR \"column\" = ?)");
        forget.Bind(1, SqlValue.Of(table));
        forget.Bind(2, column is null ? SqlValue.Null : SqlValue.Of(column));
        forget.Bind(3, column is null ? SqlValue.Null : SqlValue.Of(column));
        forget.Run();
    }

    /// <summary>Makes the view over all activity tables anew, as there may be more of them than when it was made. Run it inside a transaction.</summary>
    public TableLayout EnsureActivityView(TableDefinition table, IReadOnlyList<TableLayout> activities)
    {
        var layout = new TableLayout(table, new Dictionary<string, int>(StringComparer.Ordinal));
        DropActivityView();
        database.Execute(ActivityView.CreateSql(layout, activities));
        return layout;
    }

    // SQLite alters no table while a view speaks of one that is gone. A file of an earlier version kept an empty table of that name.
    private void DropActivityView()
    {
        foreach (var kind in new[] { "view", "table" })
        {
            if (Exists($"SELECT 1 FROM sqlite_master WHERE type = '{kind}' AND name = '{ActivityView.Table}'"))
                database.Execute($"DROP {kind.ToUpperInvariant()} {StoredColumn.Quote(ActivityView.Table)}");
        }
    }

    // Intersect tables are searched from either side, though their columns are no lookups.
    private static bool IsLink(TableLayout layout, StoredColumn column) =>
        layout.Table.Ownership == TableOwnership.None && column != layout.Id && column.Column.Type == ColumnType.Uniqueidentifier;

    private void EnsureKey(TableLayout layout, KeyDefinition key)
    {
        var columns = KeyColumns(layout, key);
        try
        {
            database.Execute($"CREATE UNIQUE INDEX IF NOT EXISTS {KeyIndex(layout, key)} ON {layout.Sql} ({string.Join(", ", columns)})");
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT)
        {
            throw Fault.Of(ErrorCodes.DuplicateAlternateKey, $"The alternate key {key.SchemaName} of '{layout.Table.LogicalName}' cannot be made: rows have the same values in {string.Join(", ", key.Columns)}. Make them unique first.");
        }
    }

    // A decimal that gains places keeps its value: the stored number moves along.
    private void Rescale(TableLayout layout, StoredColumn column, int? old, int scale)
    {
        if (old == scale)
            return;
        if (old is { } places)
        {
            var factor = ScaledDecimal.Power(scale - places).ToString(CultureInfo.InvariantCulture);
            var most = ((long)(long.MaxValue / ScaledDecimal.Power(scale - places))).ToString(CultureInfo.InvariantCulture);
            if (Exists($"SELECT 1 FROM {layout.Sql} WHERE {column.Sql} NOT BETWEEN -{most} AND {most} LIMIT 1"))
                throw Fault.InvalidArgument($"Column '{column.Column.LogicalName}' of '{layout.Table.LogicalName}' cannot take {scale.ToString(CultureInfo.InvariantCulture)} places: some stored values would need more than 18 digits. Keep its precision.");
            database.Execute($"UPDATE {layout.Sql} SET {column.Sql} = {column.Sql} * {factor} WHERE {column.Sql} IS NOT NULL");
        }

        var save = database.Prepare("INSERT INTO \"$scale\" VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET scale = excluded.scale");
        save.Bind(1, SqlValue.Of(layout.Table.LogicalName));
        save.Bind(2, SqlValue.Of(column.Column.LogicalName));
        save.Bind(3, SqlValue.Of(scale));
        save.Run();
    }

    private static IEnumerable<string> KeyColumns(TableLayout layout, KeyDefinition key) =>
        key.Columns.Select(layout.Get).SelectMany(c => c.TargetSql is null ? [c.Sql] : new[] { c.Sql, c.TargetSql });

    // Named by what it covers, so that a key that comes to cover more gets an index of its own.
    private static string KeyIndex(TableLayout layout, KeyDefinition key) => IndexName("key", layout, string.Join('+', KeyColumns(layout, key).Select(NameIn)));

    private List<string> Names(string sql, string first, string second)
    {
        var names = new List<string>();
        var query = database.Prepare(sql);
        try
        {
            query.Bind(1, SqlValue.Of(first));
            query.Bind(2, SqlValue.Of(second));
            while (query.Step())
                names.Add(query.Text(0));
        }
        finally
        {
            query.Reset();
        }

        return names;
    }

    private HashSet<string> ColumnsOf(string table)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var query = database.Prepare("SELECT name FROM pragma_table_info(?)");
        try
        {
            query.Bind(1, SqlValue.Of(table));
            while (query.Step())
                names.Add(query.Text(0));
        }
        finally
        {
            query.Reset();
        }

        return names;
    }

    private Dictionary<string, int> ScalesOf(string table)
    {
        var scales = new Dictionary<string, int>(StringComparer.Ordinal);
        var query = database.Prepare("SELECT \"column\", scale FROM \"$scale\" WHERE \"table\" = ?");
        try
        {
            query.Bind(1, SqlValue.Of(table));
            while (query.Step())
                scales.Add(query.Text(0), (int)query.Integer(1));
        }
        finally
        {
            query.Reset();
        }

        return scales;
    }

    private bool Exists(string sql)
    {
        var query = database.Prepare(sql);
        try
        {
            return query.Step();
        }
        finally
        {
            query.Reset();
        }
    }

    private static IEnumerable<string> Declare(TableLayout layout, StoredColumn column)
    {
        yield return $"{column.Sql} {column.Codec.SqlType}{(column == layout.Id ? " NOT NULL PRIMARY KEY" : "")}";
        if (column.TargetSql is not null)
            yield return $"{column.TargetSql} TEXT";
    }

    private static string NameIn(string declaration) => declaration[1..declaration.IndexOf('"', 1)];

    private static string IndexName(string kind, TableLayout layout, string columns) => StoredColumn.Quote($"{kind} {layout.Table.LogicalName} {columns}");
}
