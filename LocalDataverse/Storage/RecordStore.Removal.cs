using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage;

/// <content>Taking tables and columns away with their values, as uninstalling and upgrading solutions do.</content>
internal sealed partial class RecordStore
{
    /// <summary>Drops a table with its rows.</summary>
    public void DropTable(string table)
    {
        lock (gate)
        {
            using var transaction = Begin();
            schema.Drop(table);
            layouts.Remove(table);
            layouts.Remove(ActivityView.Table);
            schemaChanged = true;
            transaction.Commit();
        }
    }

    /// <summary>Drops columns with their values and the indexes that name them.</summary>
    public void DropColumns(string table, IReadOnlyCollection<string> columns)
    {
        lock (gate)
        {
            using var transaction = Begin();
            schema.DropColumns(table, columns);
            layouts.Remove(table);
            layouts.Remove(ActivityView.Table);
            schemaChanged = true;
            transaction.Commit();
        }
    }

    /// <summary>Empties a lookup wherever it points to rows of one table.</summary>
    public void EmptyLookup(TableDefinition table, string column, string target)
    {
        lock (gate)
        {
            // The rows of activitypointer are those of the activity tables, which are emptied themselves.
            if (table.LogicalName == ActivityView.Table)
                return;
            var layout = Layout(table.LogicalName);
            if (layout.Get(column) is not { TargetSql: { } targetSql } lookup)
                return;
            var statement = database.Prepare($"UPDATE {layout.Sql} SET {lookup.Sql} = NULL, {targetSql} = NULL WHERE {targetSql} = ?");
            statement.Bind(1, SqlValue.Of(target));
            statement.Run();
        }
    }

    /// <summary>A hash of every table, index and row of the database, for tests that nothing has changed.</summary>
    internal string Fingerprint()
    {
        lock (gate)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var names = new List<string>();
            Each("SELECT type, name, tbl_name, COALESCE(sql, '') FROM sqlite_master ORDER BY type, name", row =>
            {
                Append(hash, string.Join('|', Enumerable.Range(0, 4).Select(row.Text)));
                if (row.Text(0) == "table" && row.Text(1) != "$counter")
                    names.Add(row.Text(1));
            });
            foreach (var name in names)
            {
                var quoted = StoredColumn.Quote(name);
                var columns = new List<string>();
                Each($"SELECT name FROM pragma_table_info('{name.Replace("'", "''", StringComparison.Ordinal)}')", row => columns.Add($"quote({StoredColumn.Quote(row.Text(0))})"));
                Each($"SELECT {string.Join(" || '|' || ", columns)} AS line FROM {quoted} ORDER BY line", row => Append(hash, row.Text(0)));
            }

            return Convert.ToHexString(hash.GetHashAndReset());
        }
    }

    /// <summary>Runs SQL, for tests that make the database refuse.</summary>
    internal void RunSql(string sql)
    {
        lock (gate)
            database.Execute(sql);
    }

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));

    private void Each(string sql, Action<Statement> row)
    {
        var query = database.Prepare(sql);
        try
        {
            while (query.Step())
                row(query);
        }
        finally
        {
            query.Reset();
        }
    }
}
