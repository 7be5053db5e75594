using System;

namespace Smarketing.LocalDataverse.Storage;

/// <summary>A value as SQLite keeps it, on its way into a statement.</summary>
internal readonly struct SqlValue
{
    private SqlValue(SqlKind kind, long integer = 0, double real = 0, string? text = null, byte[]? bytes = null, Guid id = default)
    {
        Kind = kind;
        Integer = integer;
        Real = real;
        Text = text;
        Bytes = bytes;
        Id = id;
    }

    public SqlKind Kind { get; }

    public long Integer { get; }

    public double Real { get; }

    public string? Text { get; }

    public byte[]? Bytes { get; }

    public Guid Id { get; }

    public static SqlValue Null => default;

    public static SqlValue Of(long value) => new(SqlKind.Integer, integer: value);

    public static SqlValue Of(bool value) => new(SqlKind.Integer, integer: value ? 1 : 0);

    public static SqlValue Of(double value) => new(SqlKind.Real, real: value);

    public static SqlValue Of(string value) => new(SqlKind.Text, text: value);

    public static SqlValue Of(byte[] value) => new(SqlKind.Bytes, bytes: value);

    public static SqlValue Of(Guid value) => new(SqlKind.Id, id: value);
}
