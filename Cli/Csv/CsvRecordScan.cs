using System;
using System.IO;

namespace Smarketing.Cli.Csv;

/// <summary>
/// Walks over one record byte by byte, keeping none of it. It answers what the parser cannot once it has given a record up:
/// which field is to blame, and where reading may go on. A line ends with LF, CR LF or CR.
/// </summary>
internal sealed class CsvRecordScan
{
    private const byte Quote = (byte)'"', CarriageReturn = (byte)'\r', LineFeed = (byte)'\n';

    /// <summary>Bytes from the start of the record to the start of the next line, whatever the quotes say.</summary>
    public long FirstLine { get; private set; }

    /// <summary>Bytes from the start of the record to the start of the next record.</summary>
    public long Length { get; private set; }

    /// <summary>Line breaks inside the record, the last one not counted.</summary>
    public long InnerLines { get; private set; }

    /// <summary>The field, from 0, whose quote is never closed; -1 when all are closed.</summary>
    public int OpenField { get; private set; } = -1;

    /// <summary>The first field, from 0, that is longer than the limit; -1 when none is.</summary>
    public int OversizeField { get; private set; } = -1;

    /// <summary>Scans from the stream's position to the end of the record or of the stream.</summary>
    public static CsvRecordScan Of(Stream stream, char separator, int limit)
    {
        var scan = new CsvRecordScan();
        var buffer = new byte[64 * 1024];
        var (field, fieldLength, atStart, quoted, last) = (0, 0L, true, false, (byte)0);
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            for (var i = 0; i < read; i++)
            {
                var b = buffer[i];
                if (IsAfterBreak(last, b) && !scan.EndLine(quoted))
                {
                    return scan;
                }

                last = b;
                scan.Length++;
                if (b == Quote && (quoted || atStart))
                {
                    // A doubled quote closes the field and opens it again.
                    quoted = !quoted;
                    atStart = !quoted;
                    fieldLength++;
                    continue;
                }

                atStart = false;
                if (b == separator && !quoted)
                {
                    (field, fieldLength, atStart) = (field + 1, 0, true);
                }
                else if (++fieldLength > limit && scan.OversizeField < 0)
                {
                    scan.OversizeField = field;
                }
            }
        }

        scan.FirstLine = scan.FirstLine == 0 ? scan.Length : scan.FirstLine;
        scan.OpenField = quoted ? field : -1;
        return scan;
    }

    /// <summary>Bytes from the start of a record to the start of its second line; null when it has only one.</summary>
    public static int? FirstLineLength(ReadOnlySpan<byte> record)
    {
        for (var i = 1; i < record.Length; i++)
        {
            if (IsAfterBreak(record[i - 1], record[i]))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The field, from 0, that holds the byte at <paramref name="position"/> of the record.</summary>
    public static int FieldAt(ReadOnlySpan<byte> record, long position, char separator)
    {
        var (field, quoted) = (0, false);
        for (var i = 0; i < record.Length && i < position; i++)
        {
            if (record[i] == Quote)
            {
                quoted = !quoted;
            }
            else if (record[i] == separator && !quoted)
            {
                field++;
            }
        }

        return field;
    }

    private static bool IsAfterBreak(byte last, byte next) => last == LineFeed || (last == CarriageReturn && next != LineFeed);

    /// <summary>Notes that a line has ended; false when the record has ended with it.</summary>
    private bool EndLine(bool quoted)
    {
        FirstLine = FirstLine == 0 ? Length : FirstLine;
        InnerLines += quoted ? 1 : 0;
        return quoted;
    }
}
