using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Storage.Codecs;

namespace Smarketing.LocalDataverse.Storage;

/// <summary>The columns and values of one insert or update, checked and encoded.</summary>
internal sealed class RowWrite : IDisposable
{
    // Writes come one after the other under the store's lock, so the lists can be used again.
    [ThreadStatic]
    private static (List<string> Names, List<SqlValue> Values)? spare;

    private readonly TableLayout layout;
    private readonly List<string> names;
    private readonly List<SqlValue> values;

    public RowWrite(TableLayout layout, Entity row, bool keepNulls)
    {
        this.layout = layout;
        (names, values) = spare ?? ([], []);
        spare = null;
        foreach (var (name, value) in row.Attributes)
        {
            var column = layout.Find(name);
            if (column is null)
            {
                if (value is null)
                    continue;
                column = layout.Get(name);
            }

            // The id, the version and the table of a lookup are not written through their columns.
            if (column == layout.Id || column == layout.Version || column.DerivedFrom is not null)
                continue;
            if (value is null && !keepNulls)
                continue;
            var encoded = value is null ? SqlValue.Null : column.Codec.Encode(value);
            Add(column.Sql, encoded);
            if (column.TargetSql is { } target)
                Add(target, encoded.Kind == SqlKind.Null ? SqlValue.Null : ReferenceCodec.EncodeTarget(value));
        }
    }

    public int Count => names.Count;

    public void Add(string name, SqlValue value)
    {
        names.Add(name);
        values.Add(value);
    }

    public string InsertSql() => $"INSERT INTO {layout.Sql} ({string.Join(", ", names)}) VALUES ({string.Join(",", Enumerable.Repeat("?", names.Count))})";

    /// <summary>The id is the parameter after the values.</summary>
    public string UpdateSql() => $"UPDATE {layout.Sql} SET {string.Join(" = ?, ", names)} = ? WHERE {layout.Id.Sql} = ?";

    public void Bind(Statement statement)
    {
        for (var i = 0; i < values.Count; i++)
            statement.Bind(i + 1, values[i]);
    }

    public void Dispose()
    {
        names.Clear();
        values.Clear();
        spare = (names, values);
    }
}
