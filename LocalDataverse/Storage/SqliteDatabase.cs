using System;
using System.Collections.Generic;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Smarketing.LocalDataverse.Storage;

/// <summary>One SQLite connection with the collation and functions of the platform, and its prepared statements.</summary>
/// <remarks>Not safe for several threads at once: <see cref="RecordStore"/> holds the lock.</remarks>
internal sealed class SqliteDatabase : IDisposable
{
    // Statements differ by the columns they name and by the length of IN lists; this many shapes stay prepared.
    private const int MostStatements = 1024;

    // SQLITE_DBCONFIG_ENABLE_QPSG: plans do not depend on the values of parameters.
    private const int StableQueryPlans = 1007;

    private readonly SqliteConnection connection;
    private readonly sqlite3 handle;
    private readonly Dictionary<string, LinkedListNode<Statement>> statements = new(StringComparer.Ordinal);
    private readonly LinkedList<Statement> byUse = new();

    /// <summary>Opens a database file, or a database in memory when there is none.</summary>
    /// <exception cref="SqliteException">The file is no database, cannot be reached, or is in use.</exception>
    public SqliteDatabase(string? file)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file ?? ":memory:",
            Mode = file is null ? SqliteOpenMode.Memory : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();
            handle = connection.Handle!;
            IsFile = file is not null;
            SqlFunctions.Register(this, handle);
            // Else a statement that could use a partial index is compiled anew for each new value of its parameters.
            Check(sqlite3_db_config(handle, StableQueryPlans, 1, out _), nameof(StableQueryPlans));
            Execute("PRAGMA temp_store = MEMORY");
            if (IsFile)
            {
                // Row versions and layouts live in this process, so no other may write; SQLite sees to it.
                Execute("PRAGMA locking_mode = EXCLUSIVE");

                // The log makes commits cheap; after a power cut the last of them may be lost, the file stays whole.
                Execute("PRAGMA journal_mode = WAL");
                Execute("PRAGMA synchronous = NORMAL");
                Execute("PRAGMA cache_size = -65536");
                Execute("BEGIN IMMEDIATE");
                Execute("COMMIT");
            }
        }
        catch (SqliteException e) when (file is not null)
        {
            connection.Dispose();
            throw new SqliteException($"The file '{file}' cannot be used: {e.Message} It must be a database of LocalDataverse that nothing else has open, or not exist yet.", e.SqliteErrorCode, e.SqliteExtendedErrorCode);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>True when the data outlives the process.</summary>
    public bool IsFile { get; }

    /// <summary>False outside a transaction, and after SQLite has ended one on its own, as it does on a full disk.</summary>
    public bool IsInTransaction => sqlite3_get_autocommit(handle) == 0;

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => sqlite3_changes(handle);

    /// <summary>The statement for this text, prepared now or before. Reset it after use.</summary>
    public Statement Prepare(string sql)
    {
        if (statements.TryGetValue(sql, out var node))
        {
            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value;
        }

        Check(sqlite3_prepare_v2(handle, sql, out var prepared), sql);
        var statement = new Statement(this, prepared, sql);
        statements.Add(sql, byUse.AddFirst(statement));
        if (statements.Count > MostStatements)
        {
            var oldest = byUse.Last!.Value;
            byUse.RemoveLast();
            statements.Remove(oldest.Sql);
            oldest.Dispose();
        }

        return statement;
    }

    /// <summary>Runs a statement that is not worth keeping.</summary>
    public void Execute(string sql)
    {
        Check(sqlite3_prepare_v2(handle, sql, out var prepared), sql);
        using var statement = new Statement(this, prepared, sql);
        statement.Run();
    }

    /// <summary>Forgets all prepared statements; needed when tables they name may be gone.</summary>
    public void ForgetStatements()
    {
        foreach (var statement in byUse)
            statement.Dispose();
        byUse.Clear();
        statements.Clear();
    }

    /// <summary>Throws unless a call succeeded.</summary>
    /// <exception cref="SqliteException">With SQLite's code, extended code and words.</exception>
    public void Check(int result, string sql)
    {
        if (result is SQLITE_OK or SQLITE_ROW or SQLITE_DONE)
            return;
        var message = sqlite3_errmsg(handle).utf8_to_string();
        var extended = sqlite3_extended_errcode(handle);
        throw new SqliteException($"{message} [{sql}]", extended & 0xFF, extended);
    }

    public void Dispose()
    {
        ForgetStatements();
        connection.Dispose();
    }
}
