using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace Smarketing.Cli.Csv;

/// <summary>The bytes of a CSV file as UTF-8, from any offset, whatever encoding the file is in.</summary>
public sealed class CsvSource
{
    private readonly string _path;
    private readonly Encoding? _encoding;

    private CsvSource(string path, Encoding? encoding)
    {
        _path = path;
        _encoding = encoding;
    }

    /// <summary>The file as it was named.</summary>
    public string Name => _path;

    /// <summary>Checks that the file is there, readable and in the encoding that was named.</summary>
    public static CsvSource? Open(string path, string? encodingName, out CsvProblem? problem)
    {
        problem = null;
        Encoding? encoding = null;
        if (encodingName is not null && Find(encodingName) is not { } found)
        {
            problem = Fault(path, null, null, $"'{encodingName}' is no encoding.", "name one such as utf-8, windows-1252, iso-8859-15 or utf-16.");
            return null;
        }
        else if (encodingName is not null)
        {
            encoding = Find(encodingName);
        }

        var source = new CsvSource(path, encoding is UTF8Encoding ? null : encoding);
        try
        {
            using var stream = File.OpenRead(path);
            if (!stream.CanSeek)
            {
                problem = source.Fault(null, null, "this is a pipe, and the input is read twice.", "write it to a file and name that.");
                return null;
            }

            Span<byte> mark = stackalloc byte[4];
            mark = mark[..stream.ReadAtLeast(mark, 4, throwOnEndOfStream: false)];
            if (Marked(mark) is { } marked && (encoding ?? Encoding.UTF8).CodePage != marked.CodePage)
            {
                problem = source.Fault(1, null, $"byte 0 of the file is the mark of {marked.WebName}, not of {encoding?.WebName ?? "utf-8"}.", $"save the file as UTF-8, or say --encoding {marked.WebName}.");
            }
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            problem = source.Fault(null, null, "there is no such file.", "check the path.");
        }
        catch (UnauthorizedAccessException)
        {
            problem = source.Fault(null, null, "the file may not be read, or is a folder.", "name a file you may read.");
        }
        catch (IOException failure)
        {
            problem = source.Unreadable(failure);
        }

        return problem is null ? source : null;
    }

    /// <summary>The content as UTF-8, from an offset counted in bytes of UTF-8.</summary>
    public Stream Stream(long offset)
    {
        var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 64 * 1024, FileOptions.SequentialScan);
        if (_encoding is null)
        {
            file.Position = offset;
            return file;
        }

        var stream = Encoding.CreateTranscodingStream(file, _encoding, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var scratch = new byte[64 * 1024];
        while (offset > 0 && stream.Read(scratch, 0, (int)Math.Min(offset, scratch.Length)) is var read and > 0)
        {
            offset -= read;
        }

        return stream;
    }

    /// <summary>A problem that makes the file unusable.</summary>
    public CsvProblem Fault(long? line, int? column, string reason, string remedy, string? columnName = null) =>
        new(CsvProblemKind.File, Name, line, column, columnName, reason, remedy);

    /// <summary>The problem of a file that is not in the encoding it was said to be in.</summary>
    public CsvProblem WrongEncoding(DecoderFallbackException failure) =>
        Fault(
            null,
            null,
            $"the bytes {Convert.ToHexString(failure.BytesUnknown ?? [])} are not {_encoding?.WebName ?? "utf-8"}.",
            "name the encoding the file is in with --encoding.");

    /// <summary>The problem of a file the system cannot read.</summary>
    public CsvProblem Unreadable(IOException failure) =>
        Fault(null, null, string.Create(CultureInfo.InvariantCulture, $"the file cannot be read: {failure.Message}"), "check that no other program holds it and that the disk is there.");

    private static CsvProblem Fault(string path, long? line, int? column, string reason, string remedy) =>
        new(CsvProblemKind.File, path, line, column, null, reason, remedy);

    /// <summary>The encoding other than UTF-8 whose mark a file starts with.</summary>
    private static Encoding? Marked(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) ? Encoding.UTF32
        : start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode
        : start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode
        : null;

    private static Encoding? Find(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        // Not supported: UTF-7, which the runtime refuses by name.
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
