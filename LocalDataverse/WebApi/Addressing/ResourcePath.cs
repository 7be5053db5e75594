using System;
using System.Collections.Generic;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Addressing;

/// <summary>One segment of an address: <c>leads(…)</c> is the name <c>leads</c> with arguments.</summary>
/// <param name="Name">What stands before the parenthesis, decoded.</param>
/// <param name="Arguments">What stands inside it, decoded; null without a parenthesis.</param>
internal sealed record PathSegment(string Name, string? Arguments)
{
    /// <summary>The name without the namespace that bound operations may carry.</summary>
    public string ShortName => Name.StartsWith(Namespace, StringComparison.Ordinal) ? Name[Namespace.Length..] : Name;

    public const string Namespace = "Microsoft.Dynamics.CRM.";
}

/// <summary>An address below <c>/api/data/v9.x/</c>.</summary>
/// <param name="Version">The version as the caller wrote it, <c>v9.2</c>.</param>
/// <param name="Segments">What follows; empty for the service document.</param>
internal sealed record ResourcePath(string Version, IReadOnlyList<PathSegment> Segments)
{
    private const string Prefix = "/api/data/";

    /// <summary>Reads the path of a request.</summary>
    /// <param name="path">The path, percent-encoded; or, within a batch, one that begins with a Content-ID.</param>
    /// <param name="contentIds">The addresses that Content-IDs stand for.</param>
    public static ResourcePath Read(string path, IReadOnlyDictionary<string, string> contentIds)
    {
        if (path.TrimStart('/').StartsWith('$') && FromContentId(path.TrimStart('/'), contentIds) is { } meant)
            path = meant;
        if (!path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            throw new WebApiException(404, WebApiException.NotFound, $"There is nothing at '{path}'. The Web API lives at /api/data/v9.2/.");
        var rest = path[Prefix.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var version = slash < 0 ? rest : rest[..slash];
        if (version is not ("v9.0" or "v9.1" or "v9.2"))
            throw new WebApiException(404, WebApiException.NotFound, $"There is no version '{version}' of the Web API here. Use v9.2 (or v9.0, v9.1).");
        return new ResourcePath(version, slash < 0 ? [] : Split(rest[(slash + 1)..]));
    }

    /// <summary>Reads segments without what comes before them.</summary>
    public static IReadOnlyList<PathSegment> Split(string rest)
    {
        var segments = new List<PathSegment>();
        var (start, depth, quoted) = (0, 0, false);
        for (var i = 0; i <= rest.Length; i++)
        {
            if (i < rest.Length)
            {
                switch (rest[i])
                {
                    case '\'': quoted = !quoted; break;
                    case '%' when rest.AsSpan(i).StartsWith("%27"): quoted = !quoted; break;
                    case '(' when !quoted: depth++; break;
                    case ')' when !quoted: depth--; break;
                    default: break;
                }

                if (rest[i] != '/' || depth > 0 || quoted)
                    continue;
            }

            if (i > start)
                segments.Add(Segment(Uri.UnescapeDataString(rest[start..i])));
            start = i + 1;
        }

        return segments;
    }

    private static PathSegment Segment(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
            return new PathSegment(text, null);
        if (!text.EndsWith(')'))
            throw WebApiException.Query($"Bad Request - Error in query syntax: '{text}' opens a parenthesis that does not close it.");
        return new PathSegment(text[..open], text[(open + 1)..^1]);
    }

    private static string? FromContentId(string path, IReadOnlyDictionary<string, string> contentIds)
    {
        var end = path.IndexOf('/', StringComparison.Ordinal);
        var id = end < 0 ? path : path[..end];
        return contentIds.TryGetValue(id[1..], out var address) ? new Uri(address).AbsolutePath + (end < 0 ? "" : path[end..]) : null;
    }
}
