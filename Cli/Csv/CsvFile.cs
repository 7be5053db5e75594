using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using CsvHelper;

namespace Smarketing.Cli.Csv;

/// <summary>
/// A CSV file as people write it: RFC 4180, separated by comma, semicolon, tab or bar, UTF-8 with or without its mark.
/// Rows are streamed. A row that is broken costs itself only: reading goes on at the line after the one it starts on.
/// </summary>
public sealed class CsvFile
{
    /// <summary>The longest cell that is read, in bytes of UTF-8 (1 MB).</summary>
    public const int MaxCellBytes = 1024 * 1024;

    // Several long cells may share a row; past this the row is given up without being held in memory.
    private const int MaxRecordBytes = 4 * MaxCellBytes;

    private readonly CsvSource _source;
    private readonly char _separator;

    private CsvFile(CsvSource source, char separator, IReadOnlyList<string> header)
    {
        _source = source;
        _separator = separator;
        Header = header;
    }

    /// <summary>The column names, trimmed.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The file as it was named.</summary>
    public string Name => _source.Name;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">The name of the file's encoding; null is UTF-8.</param>
    /// <param name="problem">What makes the file unusable.</param>
    /// <returns>The file, or null with the problem.</returns>
    public static CsvFile? Open(string path, string? encoding, out CsvProblem? problem)
    {
        var source = CsvSource.Open(path, encoding, out problem);
        if (source is null)
        {
            return null;
        }

        try
        {
            return Open(source, out problem);
        }
        catch (CsvFormatException)
        {
            problem = source.Fault(1, null, "the header line is longer than 1 MB.", "check that this is a CSV file whose first line names the columns.");
        }
        catch (DecoderFallbackException failure)
        {
            problem = source.WrongEncoding(failure);
        }
        catch (IOException failure)
        {
            problem = source.Unreadable(failure);
        }

        return null;
    }

    private static CsvFile? Open(CsvSource source, out CsvProblem? problem)
    {
        CsvMalformedRecord? malformed = null;
        using var reader = Reader(source.Stream(0), null, hasHeader: false, found => malformed ??= found);
        if (!reader.Read())
        {
            problem = source.Fault(null, null, "the file is empty.", "export it again with a header line and at least one row.");
            return null;
        }

        problem = HeaderProblem(source, reader, malformed);
        if (problem is not null)
        {
            return null;
        }

        var names = reader.Current.ToArray();
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = names[i].Trim().TrimStart('\uFEFF');
            if (names[i].Length > 0 && Array.FindIndex(names, 0, i, n => string.Equals(n, names[i], StringComparison.OrdinalIgnoreCase)) is var first and >= 0)
            {
                problem = source.Fault(reader.LineNumber, i + 1, $"the header '{names[i]}' is already the name of column {first + 1}.", "give every column its own name.", names[i]);
                return null;
            }
        }

        return new CsvFile(source, reader.Separator, names);
    }

    /// <summary>Streams the rows after the header, bad ones with their problem.</summary>
    public IEnumerable<CsvLine> Rows()
    {
        var (offset, line, isFirst, any) = (0L, 0L, true, false);
        while (true)
        {
            // Reading starts anew after a row that is broken over several lines, so that it takes none of them along.
            Resumption? next = null;
            var malformed = new MalformedRecords();
            using var reader = Reader(_source.Stream(offset), _separator, hasHeader: false, malformed.Add);
            while (next is null)
            {
                var row = Step(reader, malformed, offset, line, ref next);
                if (row is not { } found)
                {
                    break;
                }

                if (isFirst)
                {
                    isFirst = false;
                    continue;
                }

                any = true;
                yield return found;
            }

            if (next is null)
            {
                break;
            }

            (offset, line) = (next.Offset, next.Lines);
        }

        if (!any)
        {
            yield return new CsvLine(1, [], _source.Fault(1, null, "the file has a header and no row.", "export it again with at least one row."));
        }
    }

    private CsvLine? Step(CsvReader reader, MalformedRecords malformed, long offset, long line, ref Resumption? next)
    {
        try
        {
            if (!reader.Read())
            {
                return null;
            }
        }
        catch (CsvFormatException failure)
        {
            return TooLong(offset + failure.ByteOffset, line + failure.LineNumber, ref next);
        }
        catch (DecoderFallbackException failure)
        {
            return new CsvLine(line, [], _source.WrongEncoding(failure));
        }
        catch (IOException failure)
        {
            return new CsvLine(line, [], _source.Unreadable(failure));
        }

        var at = line + reader.LineNumber;
        if (malformed.Take() is { } found)
        {
            var record = reader.RawRecord;
            if (CsvRecordScan.FirstLineLength(record) is { } length)
            {
                next = new Resumption(offset + reader.ByteOffset + length, at);
            }

            var field = found.Reason == CsvMalformedReason.UnterminatedQuote
                ? CsvRecordScan.FieldAt(record, record.Length, _separator)
                : CsvRecordScan.FieldAt(record, found.ByteOffset - reader.ByteOffset, _separator);
            return Bad(at, field, Explain(found.Reason), "write a cell with quotes as \"…\", and a quote inside it twice (\"\").");
        }

        return Check(reader, offset, at);
    }

    private CsvLine Check(CsvReader reader, long offset, long line)
    {
        var record = reader.RawRecord;
        if (CsvByteFault.Find(record, offset + reader.ByteOffset) is { } fault)
        {
            return Bad(line, CsvRecordScan.FieldAt(record, fault.Position, _separator), fault.Reason, fault.Remedy);
        }

        if (reader.FieldCount != Header.Count)
        {
            return Bad(
                line,
                Math.Min(reader.FieldCount, Header.Count) - 1,
                string.Create(CultureInfo.InvariantCulture, $"the row has {reader.FieldCount} cells, the header has {Header.Count}."),
                "quote cells that hold the separator or a line break, and fill up short rows.");
        }

        for (var i = 0; record.Length > MaxCellBytes && i < reader.FieldCount; i++)
        {
            if (reader.GetRawSpan(i).Length > MaxCellBytes)
            {
                return Oversize(line, i);
            }
        }

        return new CsvLine(line, reader.Current.ToArray(), null);
    }

    // The parser gave up because the record is too long to hold: a huge cell, or a quote that is never closed.
    private CsvLine TooLong(long start, long line, ref Resumption? next)
    {
        using var stream = _source.Stream(start);
        var scan = CsvRecordScan.Of(stream, _separator, MaxCellBytes);
        if (scan.OpenField >= 0)
        {
            next = new Resumption(start + scan.FirstLine, line);
            return Bad(line, scan.OpenField, Explain(CsvMalformedReason.UnterminatedQuote), "write a cell with quotes as \"…\", and a quote inside it twice (\"\").");
        }

        next = new Resumption(start + scan.Length, line + scan.InnerLines);
        return scan.OversizeField >= 0
            ? Oversize(line, scan.OversizeField)
            : Bad(line, -1, "the row is longer than 4 MB.", "shorten its cells, or leave the long columns out of the export.");
    }

    private CsvLine Oversize(long line, int field) =>
        Bad(line, field, "the cell is longer than 1 MB, the most that is read.", "shorten the text, or leave the column out of the export.");

    private CsvLine Bad(long line, int field, string reason, string remedy)
    {
        var name = field >= 0 && field < Header.Count ? Header[field] : null;
        return new CsvLine(line, [], new CsvProblem(CsvProblemKind.Row, Name, line, field < 0 ? null : field + 1, name, reason, remedy));
    }

    private static CsvProblem? HeaderProblem(CsvSource source, CsvReader reader, CsvMalformedRecord? malformed)
    {
        var record = reader.RawRecord;
        if (CsvByteFault.Find(record, reader.ByteOffset) is { } fault)
        {
            return source.Fault(1, CsvRecordScan.FieldAt(record, fault.Position, reader.Separator) + 1, fault.Reason, fault.Remedy);
        }

        if (malformed is { } found)
        {
            var position = found.Reason == CsvMalformedReason.UnterminatedQuote ? record.Length : found.ByteOffset - reader.ByteOffset;
            return source.Fault(1, CsvRecordScan.FieldAt(record, position, reader.Separator) + 1, "in the header: " + Explain(found.Reason), "mend the quotes of the first line.");
        }

        return null;
    }

    private static CsvReader Reader(Stream stream, char? separator, bool hasHeader, Action<CsvMalformedRecord> onMalformed) =>
        CsvReader.Create(
            stream,
            new CsvReaderOptions
            {
                Separator = separator,
                HasHeader = hasHeader,
                DetectSeparatorHint = false,
                TrackLineNumbers = true,
                MaxRecordSize = MaxRecordBytes,
                MalformedData = CsvMalformedDataHandling.Recover,
                OnMalformedRecord = onMalformed,
            },
            leaveOpen: false);

    private static string Explain(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "a quote is opened and never closed.",
        CsvMalformedReason.TextAfterClosingQuote => "text follows the quote that closes the cell.",
        CsvMalformedReason.StrayQuote => "a quote stands inside a cell that is not quoted.",
        _ => $"the quoting is broken ({reason}).",
    };

    private sealed record Resumption(long Offset, long Lines);

    private sealed class MalformedRecords
    {
        private CsvMalformedRecord? _found;

        public void Add(CsvMalformedRecord found) => _found ??= found;

        public CsvMalformedRecord? Take()
        {
            var found = _found;
            _found = null;
            return found;
        }
    }
}
