using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Batch;

/// <summary>Requests and answers as they stand inside the parts of a batch.</summary>
internal static class BatchPart
{
    private const string HttpType = "application/http";

    /// <summary>Whether a part holds a request rather than a change set.</summary>
    public static bool IsRequest(MultipartPart part) =>
        string.Equals(part["Content-Type"]?.Split(';')[0].Trim(), HttpType, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the request in a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="serviceRoot">The address the batch was sent below.</param>
    /// <param name="inherited">Headers of the batch that hold for its parts unless they say otherwise.</param>
    public static BatchRequest ReadRequest(MultipartPart part, Uri serviceRoot, IEnumerable<KeyValuePair<string, string>> inherited)
    {
        if (!IsRequest(part))
            throw WebApiException.Payload($"A part of the batch is of the type '{part["Content-Type"]}'. A request is application/http, a change set multipart/mixed.");
        if (part["Content-Transfer-Encoding"] is { } encoding && !string.Equals(encoding, "binary", StringComparison.OrdinalIgnoreCase))
            throw WebApiException.Payload($"A part of the batch has the Content-Transfer-Encoding '{encoding}'. It must be binary.");
        var line = Multipart.Line(part.Content.Span, 0);
        var words = Encoding.UTF8.GetString(line.Text).Split(' ');
        if (words is not [{ Length: > 0 } method, { Length: > 0 } target, "HTTP/1.1"] || (!line.EndsWell && line.Next < part.Content.Length))
            throw WebApiException.Payload($"'{Encoding.UTF8.GetString(line.Text)}' is no request line. Write 'GET /api/data/v9.2/leads HTTP/1.1', blanks encoded, ended with CR LF.");
        var (given, next) = Multipart.ReadHeaders(part.Content.Span[line.Next..]);
        var headers = new WebApiHeaders();
        foreach (var (name, value) in given)
        {
            // Clients write a header of their own and then all of those they were given.
            if (!string.Equals(headers[name], value, StringComparison.Ordinal))
                headers.Add(name, value);
        }

        foreach (var (name, value) in inherited)
            headers[name] ??= value;
        return new BatchRequest(new WebApiRequest(method, Target(target, serviceRoot), headers, part.Content[(line.Next + next)..]), part["Content-ID"] ?? headers["Content-ID"]);
    }

    /// <summary>Writes an answer as a part.</summary>
    public static MultipartPart WriteResponse(WebApiResponse response, string? contentId)
    {
        using var content = new MemoryStream();
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {response.Status} {ReasonPhrases.GetReasonPhrase(response.Status)}\r\n"));
        foreach (var (name, value) in response.Headers)
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        text.Append("\r\n");
        content.Write(Encoding.UTF8.GetBytes(text.ToString()));
        content.Write(response.Body.Span);
        var headers = new List<KeyValuePair<string, string>> { new("Content-Type", HttpType), new("Content-Transfer-Encoding", "binary") };
        if (contentId is not null)
            headers.Add(new("Content-ID", contentId));
        return new MultipartPart(headers, content.ToArray());
    }

    // Absolute, from the server's root, below the service, or from what a Content-ID stands for.
    private static string Target(string target, Uri serviceRoot)
    {
        if (Uri.TryCreate(target, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https")
            return absolute!.PathAndQuery;
        return target[0] is '/' or '$' ? target : serviceRoot.AbsolutePath + target;
    }
}

/// <summary>A request of a batch.</summary>
/// <param name="Request">The request.</param>
/// <param name="ContentId">The name by which others of the batch mean the row it makes; null when it has none.</param>
internal sealed record BatchRequest(WebApiRequest Request, string? ContentId);
