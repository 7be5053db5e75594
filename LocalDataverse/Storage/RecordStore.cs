using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Query;
using Smarketing.LocalDataverse.Query.Sql;

namespace Smarketing.LocalDataverse.Storage;

/// <summary>The rows of one organisation, in one SQLite database: in a file, or in memory for as long as the store lives.</summary>
/// <remarks>
/// One connection under one lock: calls from several threads take turns, and an open transaction keeps the others waiting.
/// The store writes what it is given. Defaults, owners, createdon, cascades and whether a referenced row exists are the
/// pipeline's business; types, lengths, ranges, options, keys and the row version are the store's.
/// A table is created, or widened, the first time it is used after its definition changed in the catalog.
/// </remarks>
internal sealed partial class RecordStore : IDisposable
{
    private readonly Lock gate = new();
    private readonly MetadataCatalog catalog;
    private readonly SqliteDatabase database;
    private readonly Schema schema;
    private readonly Dictionary<string, TableLayout> layouts = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, StoredCaller> callers = [];

    /// <summary>Opens the database; <paramref name="databaseFile"/> null means in memory.</summary>
    public RecordStore(string? databaseFile, MetadataCatalog catalog)
    {
        this.catalog = catalog;
        database = new SqliteDatabase(databaseFile);
        schema = new Schema(database);
        savedVersion = version = ReadCounter("rowversion") ?? 0;
    }

    /// <summary>Told after each row written or removed, with its table.</summary>
    public Action<TableDefinition>? Written { get; set; }

    /// <summary>Told after a transaction, or a part of one, went back.</summary>
    public Action? RolledBack { get; set; }

    /// <summary>Creates the table, or adds what its definition has and the database lacks; indexes on lookups, unique indexes for keys.</summary>
    public void EnsureTable(TableDefinition table)
    {
        lock (gate)
            Ensure(table);
    }

    /// <summary>Adds a row with the given id; the row version is the store's own.</summary>
    /// <exception cref="System.ServiceModel.FaultException">
    /// Unknown table or column, a value the column does not take, or the id or an alternate key is taken (0x80040237, 0x80060892).
    /// </exception>
    public void Insert(Entity row)
    {
        lock (gate)
        {
            var layout = Layout(row.LogicalName);
            var id = IdOf(layout, row);
            using var write = new RowWrite(layout, row, keepNulls: false);
            if (layout.Version is { } versionColumn)
                write.Add(versionColumn.Sql, SqlValue.Of(NextRowVersion()));
            write.Add(layout.Id.Sql, SqlValue.Of(id));
            var statement = database.Prepare(write.InsertSql());
            write.Bind(statement);
            Write(statement, layout, id);
        }
    }

    /// <summary>Changes the columns given, null included, and the row version.</summary>
    /// <exception cref="System.ServiceModel.FaultException">As for <see cref="Insert"/>; no such row (0x80040217).</exception>
    public void Update(Entity row)
    {
        lock (gate)
        {
            var layout = Layout(row.LogicalName);
            var id = IdOf(layout, row);
            using var write = new RowWrite(layout, row, keepNulls: true);
            if (layout.Version is { } versionColumn)
                write.Add(versionColumn.Sql, SqlValue.Of(NextRowVersion()));
            if (write.Count == 0)
            {
                if (!Exists(layout, id))
                    throw Fault.RowDoesNotExist(row.LogicalName, id);
                return;
            }

            var statement = database.Prepare(write.UpdateSql());
            write.Bind(statement);
            statement.Bind(write.Count + 1, SqlValue.Of(id));
            if (Write(statement, layout, id) == 0)
                throw Fault.RowDoesNotExist(row.LogicalName, id);
        }
    }

    /// <summary>Removes a row.</summary>
    /// <exception cref="System.ServiceModel.FaultException">No such row (0x80040217).</exception>
    public void Delete(string table, Guid id)
    {
        lock (gate)
        {
            var layout = Layout(table);
            var statement = database.Prepare($"DELETE FROM {layout.Sql} WHERE {layout.Id.Sql} = ?");
            statement.Bind(1, SqlValue.Of(id));
            if (Write(statement, layout, id) == 0)
                throw Fault.RowDoesNotExist(table, id);
        }
    }

    /// <summary>True when the row exists.</summary>
    public bool Exists(string table, Guid id)
    {
        lock (gate)
            return Exists(Layout(table), id);
    }

    /// <summary>The row with the columns asked for, those without a value left out; null when there is no such row.</summary>
    public Entity? Find(string table, Guid id, ColumnSet columns)
    {
        lock (gate)
        {
            var layout = Layout(table);
            var reader = RowReader.For(layout, columns);
            var statement = database.Prepare(reader.FindSql);
            try
            {
                statement.Bind(1, SqlValue.Of(id));
                return statement.Step() ? reader.Read(statement) : null;
            }
            finally
            {
                statement.Reset();
            }
        }
    }

    /// <summary>The id of the row with these values of an alternate key; null when there is none.</summary>
    /// <exception cref="System.ServiceModel.FaultException">The columns are no key of the table, or a value is empty or of another type.</exception>
    public Guid? FindByKey(string table, KeyAttributeCollection key)
    {
        lock (gate)
        {
            var layout = Layout(table);
            var names = key.Select(p => p.Key).ToArray();
            if (!layout.Table.Keys.Any(k => k.Columns.Count == names.Length && k.Columns.All(c => names.Contains(c, StringComparer.Ordinal))))
                throw Fault.NoSuchKey(layout.Table, names);
            var conditions = new List<string>();
            var values = new List<SqlValue>();
            foreach (var (name, value) in key)
            {
                var column = layout.Get(name);
                if (value is null or "")
                    throw Fault.InvalidArgument($"The key column '{name}' of '{table}' is empty. A key needs a value in each of its columns.");
                conditions.Add($"{column.Sql} = ?");
                var typed = KeyValue(column.Column, value);
                values.Add(column.Codec.Encode(typed));
                if (column.TargetSql is not null)
                {
                    conditions.Add($"{column.TargetSql} = ?");
                    values.Add(Codecs.ReferenceCodec.EncodeTarget(typed));
                }
            }

            var statement = database.Prepare($"SELECT {layout.Id.Sql} FROM {layout.Sql} WHERE {string.Join(" AND ", conditions)}");
            try
            {
                for (var i = 0; i < values.Count; i++)
                    statement.Bind(i + 1, values[i]);
                return statement.Step() ? statement.Id(0) : null;
            }
            finally
            {
                statement.Reset();
            }
        }
    }

    /// <summary>Runs a query for a caller at an instant.</summary>
    /// <param name="query">A QueryExpression, QueryByAttribute or FetchExpression.</param>
    /// <param name="callerId">The user whose "me" and whose time zone count.</param>
    /// <param name="utcNow">The instant relative dates start from.</param>
    /// <param name="rowFilter">The rows the caller gets to see, of each table of the query; null for all.</param>
    /// <exception cref="System.ServiceModel.FaultException">The query names what does not exist, or uses what is not supported.</exception>
    public EntityCollection Query(QueryBase query, Guid callerId, DateTime utcNow, IRowFilter? rowFilter = null) => Query(query, callerId, utcNow, rowFilter, withFormats: false);

    /// <summary>The same for a caller to read: with formatted values and the names of lookups.</summary>
    /// <exception cref="System.ServiceModel.FaultException">As for <see cref="Query(QueryBase, Guid, DateTime, IRowFilter)"/>.</exception>
    public EntityCollection QueryForReader(QueryBase query, Guid callerId, DateTime utcNow, IRowFilter? rowFilter = null) => Query(query, callerId, utcNow, rowFilter, withFormats: true);

    /// <summary>The row with the columns asked for, as <see cref="Find"/>, but with formatted values and the names of lookups.</summary>
    public Entity? FindForReader(string table, Guid id, ColumnSet columns, Guid callerId)
    {
        lock (gate)
            return Caller(callerId).Plan(Layout(table), columns, new LookupNames(catalog, Layout)).Read(database, id);
    }

    /// <summary>The language (LCID) a user reads in: usersettings.uilanguageid, English for users without settings.</summary>
    public int UserLanguage(Guid userId)
    {
        lock (gate)
            return Caller(userId).LanguageCode;
    }

    /// <summary>Looks through the whole database: for damage, and when there is none for contradictions between rows; one sentence each.</summary>
    /// <param name="damaged">Whether the database cannot be relied upon for reading.</param>
    public IReadOnlyList<string> CheckIntegrity(out bool damaged)
    {
        lock (gate)
        {
            var check = new IntegrityCheck(database, catalog, Layout);
            var damage = check.Damage();
            damaged = damage.Count > 0;
            return damaged ? damage : check.Contradictions();
        }
    }

    /// <summary>The time zone a user lives in: usersettings.timezonecode, UTC for users without settings.</summary>
    public TimeZoneInfo UserTimeZone(Guid userId)
    {
        lock (gate)
            return Caller(userId).TimeZone;
    }

    public void Dispose()
    {
        lock (gate)
            database.Dispose();
    }

    /// <summary>The SQL a query becomes and how SQLite would run it, for tests and diagnosis.</summary>
    internal IReadOnlyList<string> Explain(QueryBase query, Guid callerId, DateTime utcNow)
    {
        lock (gate)
            return new QueryRunner(database, catalog, Layout).Explain(query, new QueryMoment(Caller(callerId), utcNow));
    }

    // A key may name a choice by its number and the row of a lookup by its id.
    private static object KeyValue(ColumnDefinition column, object value) => value switch
    {
        int option when column.IsChoice => new OptionSetValue(option),
        Guid id when column.IsLookup && column.Targets.Count == 1 => new EntityReference(column.Targets[0], id),
        _ => value,
    };

    private TableLayout Layout(string name)
    {
        var table = catalog.Table(name);
        return layouts.TryGetValue(name, out var layout) && ReferenceEquals(layout.Table, table) ? layout : Ensure(table);
    }

    private TableLayout Ensure(TableDefinition table)
    {
        if (layouts.TryGetValue(table.LogicalName, out var known) && ReferenceEquals(known.Table, table))
            return known;
        using var transaction = Begin();
        var layout = table.LogicalName == ActivityView.Table
            ? schema.EnsureActivityView(table, catalog.Tables.Where(t => t.IsActivity).OrderBy(t => t.LogicalName, StringComparer.Ordinal).Select(Ensure).ToList())
            : schema.Ensure(table);
        layouts[table.LogicalName] = layout;
        callers.Clear();
        if (table.IsActivity)
            layouts.Remove(ActivityView.Table);
        schemaChanged = true;
        transaction.Commit();
        return layout;
    }

    private bool Exists(TableLayout layout, Guid id)
    {
        var statement = database.Prepare($"SELECT 1 FROM {layout.Sql} WHERE {layout.Id.Sql} = ?");
        try
        {
            statement.Bind(1, SqlValue.Of(id));
            return statement.Step();
        }
        finally
        {
            statement.Reset();
        }
    }

    private int Write(Statement statement, TableLayout layout, Guid id)
    {
        try
        {
            var changes = statement.Run();
            ForgetCallers(layout);
            Written?.Invoke(layout.Table);
            if (depth == 0)
            {
                SaveVersion();
                SaveSequences();
            }

            return changes;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT)
        {
            throw BrokenKey(layout, id, e);
        }
    }

    // SQLite names the columns: "UNIQUE constraint failed: lead.smk_a, lead.smk_b [sql]".
    private static Exception BrokenKey(TableLayout layout, Guid id, SqliteException e)
    {
        const string Before = "constraint failed: ";
        var at = e.Message.IndexOf(Before, StringComparison.Ordinal);
        if (at < 0)
            return e;
        var end = e.Message.IndexOf(" [", at, StringComparison.Ordinal);
        var columns = e.Message[(at + Before.Length)..end].Split(", ").Select(c => c[(layout.Table.LogicalName.Length + 1)..].Split('#')[0]).Distinct(StringComparer.Ordinal).ToArray();
        var key = layout.Table.Keys.FirstOrDefault(k => k.Columns.SequenceEqual(columns, StringComparer.Ordinal));
        return key is null ? Fault.DuplicateId(layout.Table, id) : Fault.DuplicateKey(layout.Table, key);
    }

    private static Guid IdOf(TableLayout layout, Entity row)
    {
        var id = row.Id;
        if (id == Guid.Empty && row.Attributes.TryGetValue(layout.Table.PrimaryId, out var value) && value is Guid given)
            id = given;
        return id != Guid.Empty ? id : throw Fault.InvalidArgument($"The row of '{layout.Table.LogicalName}' has no id. Set its Id.");
    }

    private EntityCollection Query(QueryBase query, Guid callerId, DateTime utcNow, IRowFilter? rowFilter, bool withFormats)
    {
        lock (gate)
            return new QueryRunner(database, catalog, Layout).Run(query, new QueryMoment(Caller(callerId), utcNow) { RowFilter = rowFilter, WithFormats = withFormats });
    }

    private StoredCaller Caller(Guid id)
    {
        if (!callers.TryGetValue(id, out var caller))
            callers.Add(id, caller = new StoredCaller(id, this, catalog));
        return caller;
    }

    // What was looked up about users may have changed.
    private void ForgetCallers(TableLayout written)
    {
        if (callers.Count > 0 && StoredCaller.Tables.Contains(written.Table.LogicalName))
            callers.Clear();
    }
}
