using System;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage.Codecs;

/// <summary>Text. Empty text is no value, as on the platform.</summary>
internal sealed class TextCodec(TableDefinition table, ColumnDefinition column) : ValueCodec(table, column)
{
    public override string SqlType => "TEXT COLLATE " + SqlFunctions.Collation;

    public override SqlValue Encode(object value)
    {
        if (value is not string text)
            throw WrongType(value, "a string");
        if (text.Length == 0)
            return SqlValue.Null;
        if (text.Length > (Column.MaxLength ?? int.MaxValue))
            throw Fault.TextTooLong(Table, Column, text.Length);
        if (!IsUnicode(text))
            throw Fault.InvalidArgument($"The text for '{Column.LogicalName}' of '{Table.LogicalName}' has half of a surrogate pair and cannot be stored. Cut texts between characters, not within one.");
        return SqlValue.Of(text);
    }

    public override object Decode(Statement row, int at) => row.Text(at);

    /// <summary>Whether no surrogate pair is cut in half, so that the text can be stored and looked for.</summary>
    public static bool IsUnicode(string text)
    {
        var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        if (at < 0)
            return true;
        for (; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                return false;
            at++;
        }

        return true;
    }
}
