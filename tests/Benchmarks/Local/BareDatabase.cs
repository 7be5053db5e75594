using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Data.Sqlite;

namespace Smarketing.Benchmarks.Local;

/// <summary>
/// What a program would do without LocalDataverse: the same tables, columns and indexes in SQLite, written and read by prepared commands
/// of Microsoft.Data.Sqlite. Its text columns compare as SQLite does (NOCASE), as the platform's comparison is part of what is measured.
/// </summary>
internal sealed class BareDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;

    private BareDatabase(string? file)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file ?? ":memory:", Pooling = false }.ToString());
        _connection.Open();
        if (file is not null)
        {
            Execute("PRAGMA locking_mode = EXCLUSIVE");
            Execute("PRAGMA journal_mode = WAL");
            Execute("PRAGMA synchronous = NORMAL");
            Execute("PRAGMA cache_size = -65536");
        }

        Execute("PRAGMA temp_store = MEMORY");
        _begin = Command("BEGIN IMMEDIATE");
        _commit = Command("COMMIT");
    }

    /// <summary>Copies the tables that LocalDataverse has made, with or without their rows.</summary>
    /// <param name="source">A database file of LocalDataverse that nobody has open.</param>
    /// <param name="file">Where the copy lies; null is in memory.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="withRows">Whether the rows come along.</param>
    public static BareDatabase CopyOf(string source, string? file, IReadOnlyList<string> tables, bool withRows)
    {
        var bare = new BareDatabase(file);
        bare.Execute($"ATTACH '{source.Replace("'", "''", StringComparison.Ordinal)}' AS source");
        foreach (var table in tables)
        {
            foreach (var sql in bare.Texts($"SELECT sql FROM source.sqlite_master WHERE tbl_name = '{table}' AND sql IS NOT NULL ORDER BY type DESC"))
            {
                bare.Execute(sql.Replace("COLLATE DATAVERSE", "COLLATE NOCASE", StringComparison.Ordinal));
            }

            if (withRows)
            {
                bare.Execute($"INSERT INTO main.\"{table}\" SELECT * FROM source.\"{table}\"");
            }
        }

        bare.Execute("DETACH source");
        return bare;
    }

    /// <summary>The columns in which a row of a table holds a value, with those values.</summary>
    public List<KeyValuePair<string, object>> FirstRow(string table)
    {
        using var command = Command($"SELECT * FROM \"{table}\" LIMIT 1");
        using var reader = command.ExecuteReader();
        reader.Read();
        return [.. Enumerable.Range(0, reader.FieldCount).Where(i => !reader.IsDBNull(i)).Select(i => new KeyValuePair<string, object>(reader.GetName(i), reader.GetValue(i)))];
    }

    public void Begin() => _begin.ExecuteNonQuery();

    public void Commit() => _commit.ExecuteNonQuery();

    public SqliteCommand Command(string sql)
    {
        if (_commands.TryGetValue(sql, out var known))
        {
            return known;
        }

        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return _commands[sql] = command;
    }

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private List<string> Texts(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
