using System;
using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Smarketing.Cli.Csv;

/// <summary>A byte that no text in UTF-8 holds.</summary>
/// <param name="Position">Its place in the record, from 0.</param>
/// <param name="Reason">What is wrong with it, with its place in the file.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record CsvByteFault(int Position, string Reason, string Remedy)
{
    /// <summary>The first such byte of a record, or null.</summary>
    /// <param name="record">The record's bytes.</param>
    /// <param name="offset">Where the record starts in the file.</param>
    public static CsvByteFault? Find(ReadOnlySpan<byte> record, long offset)
    {
        // NUL first: it is what gives UTF-16 away, and its remedy is another.
        if (record.IndexOf((byte)0) is var nul and >= 0)
        {
            return new CsvByteFault(
                nul,
                string.Create(CultureInfo.InvariantCulture, $"byte {offset + nul} of the file is a NUL byte."),
                "export the file again as UTF-8 text; for UTF-16 say --encoding utf-16.");
        }

        if (Utf8.IsValid(record))
        {
            return null;
        }

        var position = 0;
        while (Rune.DecodeFromUtf8(record[position..], out _, out var consumed) == OperationStatus.Done)
        {
            position += consumed;
        }

        return new CsvByteFault(
            position,
            string.Create(CultureInfo.InvariantCulture, $"byte {offset + position} of the file (0x{record[position]:X2}) is not UTF-8."),
            "save the file as UTF-8, or name its encoding, such as --encoding windows-1252.");
    }
}
