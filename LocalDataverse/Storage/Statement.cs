using System;
using System.Buffers;
using System.Text;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Smarketing.LocalDataverse.Storage;

/// <summary>
/// A prepared statement. It is used under the store's lock and reset after each use; it goes past the ADO.NET layer, which looks up
/// parameters by name and boxes every value, at half the speed.
/// </summary>
internal sealed class Statement : IDisposable
{
    // Text that is no valid Unicode would come back changed, so it is refused instead.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly SqliteDatabase database;
    private readonly sqlite3_stmt handle;

    public Statement(SqliteDatabase database, sqlite3_stmt handle, string sql)
    {
        this.database = database;
        this.handle = handle;
        Sql = sql;
    }

    /// <summary>The text it was prepared from.</summary>
    public string Sql { get; }

    /// <summary>Sets a parameter; the first is 1.</summary>
    public void Bind(int index, in SqlValue value)
    {
        var result = value.Kind switch
        {
            SqlKind.Integer => sqlite3_bind_int64(handle, index, value.Integer),
            SqlKind.Real => sqlite3_bind_double(handle, index, value.Real),
            SqlKind.Text => BindText(index, value.Text!),
            SqlKind.Bytes => sqlite3_bind_blob(handle, index, value.Bytes!),
            SqlKind.Id => BindId(index, value.Id),
            _ => sqlite3_bind_null(handle, index),
        };
        database.Check(result, Sql);
    }

    /// <summary>Moves to the next row; false at the end.</summary>
    public bool Step()
    {
        var result = sqlite3_step(handle);
        if (result == SQLITE_ROW)
            return true;
        if (result != SQLITE_DONE)
            database.Check(result, Sql);
        return false;
    }

    /// <summary>Runs a statement without rows and makes it ready for the next use. Returns the number of rows changed.</summary>
    public int Run()
    {
        try
        {
            while (Step())
            {
                // A pragma may answer with rows; nobody asked for them.
            }

            return database.Changes;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Ends reading and forgets the parameters.</summary>
    public void Reset()
    {
        _ = sqlite3_reset(handle);
        _ = sqlite3_clear_bindings(handle);
    }

    public bool IsNull(int column) => sqlite3_column_type(handle, column) == SQLITE_NULL;

    public long Integer(int column) => sqlite3_column_int64(handle, column);

    public double Real(int column) => sqlite3_column_double(handle, column);

    public string Text(int column) => Utf8.GetString(sqlite3_column_blob(handle, column));

    public byte[] Bytes(int column) => sqlite3_column_blob(handle, column).ToArray();

    public Guid Id(int column) => new(sqlite3_column_blob(handle, column), bigEndian: true);

    /// <summary>The value as it is stored, whatever its kind; ids come as bytes.</summary>
    public SqlValue Value(int column) => sqlite3_column_type(handle, column) switch
    {
        SQLITE_INTEGER => SqlValue.Of(Integer(column)),
        SQLITE_FLOAT => SqlValue.Of(Real(column)),
        SQLITE_TEXT => SqlValue.Of(Text(column)),
        SQLITE_BLOB => SqlValue.Of(Bytes(column)),
        _ => SqlValue.Null,
    };

    public void Dispose() => handle.Dispose();

    private int BindId(int index, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return sqlite3_bind_blob(handle, index, bytes);
    }

    private int BindText(int index, string text)
    {
        var most = Utf8.GetMaxByteCount(text.Length);
        if (most <= 512)
        {
            Span<byte> small = stackalloc byte[most];
            return sqlite3_bind_text(handle, index, small[..Utf8.GetBytes(text, small)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            return sqlite3_bind_text(handle, index, rented.AsSpan(0, Utf8.GetBytes(text, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
