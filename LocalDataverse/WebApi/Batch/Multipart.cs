using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Batch;

/// <summary>One part of a multipart body: headers and what follows them.</summary>
internal sealed record MultipartPart(IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Content)
{
    /// <summary>The value of a header; null when the part has none of that name.</summary>
    public string? this[string name] => Headers.FirstOrDefault(h => string.Equals(h.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>Reads and writes multipart bodies. Lines end with CR LF, as the platform demands; what stands inside a part is left alone.</summary>
internal static class Multipart
{
    private static readonly byte[] LineEnd = "\r\n"u8.ToArray();

    /// <summary>The boundary in a Content-Type.</summary>
    /// <exception cref="WebApiException">It is no multipart/mixed, or names no usable boundary.</exception>
    public static string Boundary(string? contentType)
    {
        var parts = (contentType ?? "").Split(';', StringSplitOptions.TrimEntries);
        if (!string.Equals(parts[0], "multipart/mixed", StringComparison.OrdinalIgnoreCase))
            throw WebApiException.Payload($"The Content-Type '{contentType}' is not that of a batch. Send multipart/mixed; boundary=….");
        var boundary = parts.Skip(1).FirstOrDefault(p => p.StartsWith("boundary=", StringComparison.OrdinalIgnoreCase))?["boundary=".Length..].Trim('"') ?? "";
        return boundary.Length is > 0 and <= 70 && !boundary.EndsWith(' ') && boundary.All(c => char.IsAsciiLetterOrDigit(c) || "'()+_,-./:=? ".Contains(c, StringComparison.Ordinal))
            ? boundary
            : throw WebApiException.Payload($"The Content-Type '{contentType}' names no boundary of 1 to 70 letters, digits or signs.");
    }

    /// <summary>Takes a body apart.</summary>
    /// <exception cref="WebApiException">It does not hold together; the message says where.</exception>
    public static IReadOnlyList<MultipartPart> Read(ReadOnlyMemory<byte> body, string boundary)
    {
        var delimiter = Encoding.ASCII.GetBytes("--" + boundary);
        var parts = new List<MultipartPart>();
        int? start = null;
        var at = 0;
        while (at <= body.Length)
        {
            var line = Line(body.Span, at);
            if (IsDelimiter(line.Text, delimiter, out var isLast))
            {
                if (!isLast && !line.EndsWell)
                    throw Wrong(body.Span, at, "a boundary line ends with LF alone or not at all; lines end with CR LF");
                if (start is { } from)
                    parts.Add(Part(body, from, at));
                if (isLast)
                    return parts;
                start = line.Next;
            }

            if (line.Next == at)
                break;
            at = line.Next;
        }

        throw WebApiException.Payload($"The multipart body does not end with the line '--{boundary}--'.");
    }

    /// <summary>Puts parts together.</summary>
    public static byte[] Write(IEnumerable<MultipartPart> parts, string boundary)
    {
        using var body = new MemoryStream();
        foreach (var part in parts)
        {
            Text(body, $"--{boundary}\r\n");
            foreach (var (name, value) in part.Headers)
                Text(body, $"{name}: {value}\r\n");
            body.Write(LineEnd);
            body.Write(part.Content.Span);
            body.Write(LineEnd);
        }

        Text(body, $"--{boundary}--\r\n");
        return body.ToArray();
    }

    /// <summary>Reads header lines up to the empty line, or up to the end when none follows.</summary>
    /// <returns>The headers, and where what follows them begins.</returns>
    public static (IReadOnlyList<KeyValuePair<string, string>> Headers, int Next) ReadHeaders(ReadOnlySpan<byte> text)
    {
        var headers = new List<KeyValuePair<string, string>>();
        var at = 0;
        while (at < text.Length)
        {
            var line = Line(text, at);
            if (!line.EndsWell && line.Next < text.Length)
                throw Wrong(text, at, "a header line ends with LF alone; lines end with CR LF");
            if (line.Text.IsEmpty)
                return (headers, line.Next);
            var header = Encoding.UTF8.GetString(line.Text);
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || !header.AsSpan(0, colon).ContainsOnlyTokens())
                throw Wrong(text, at, $"'{Shown(header)}' is no header; write 'Name: value'");
            headers.Add(new(header[..colon], header[(colon + 1)..].Trim()));
            at = line.Next;
        }

        return (headers, text.Length);
    }

    /// <summary>The line that begins at a place, without its end.</summary>
    public static LineOfText Line(ReadOnlySpan<byte> text, int at)
    {
        var rest = text[at..];
        var feed = rest.IndexOf((byte)'\n');
        if (feed < 0)
            return new LineOfText(rest, text.Length, endsWell: false);
        return feed > 0 && rest[feed - 1] == '\r'
            ? new LineOfText(rest[..(feed - 1)], at + feed + 1, endsWell: true)
            : new LineOfText(rest[..feed], at + feed + 1, endsWell: false);
    }

    private static MultipartPart Part(ReadOnlyMemory<byte> body, int from, int to)
    {
        // The line end before a boundary belongs to the boundary.
        var end = to >= from + 2 && body.Span[to - 2] == '\r' ? to - 2 : to > from ? throw Wrong(body.Span, to - 1, "the line before a boundary ends with LF alone; lines end with CR LF") : to;
        var content = body[from..end];
        var (headers, next) = ReadHeaders(content.Span);
        return new MultipartPart(headers, content[next..]);
    }

    private static bool IsDelimiter(ReadOnlySpan<byte> line, ReadOnlySpan<byte> delimiter, out bool isLast)
    {
        isLast = false;
        if (!line.StartsWith(delimiter))
            return false;
        var rest = line[delimiter.Length..].TrimEnd(" \t"u8);
        isLast = rest.SequenceEqual("--"u8);
        return isLast || rest.IsEmpty;
    }

    private static bool ContainsOnlyTokens(this ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !"!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    private static WebApiException Wrong(ReadOnlySpan<byte> body, int at, string reason) =>
        WebApiException.Payload(string.Create(CultureInfo.InvariantCulture, $"Line {body[..at].Count((byte)'\n') + 1} of the multipart body: {reason}."));

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static void Text(MemoryStream body, string text) => body.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>A line.</summary>
    /// <param name="text">What it says.</param>
    /// <param name="next">Where the next one begins.</param>
    /// <param name="endsWell">Whether it ends with CR LF.</param>
    internal readonly ref struct LineOfText(ReadOnlySpan<byte> text, int next, bool endsWell)
    {
        public ReadOnlySpan<byte> Text { get; } = text;

        public int Next { get; } = next;

        public bool EndsWell { get; } = endsWell;
    }
}
