using System;
using System.Linq;

namespace Smarketing.LocalDataverse.WebApi.Http;

/// <summary>What the caller can read, by its <c>Accept</c> header.</summary>
internal static class AcceptedFormat
{
    /// <summary>True for JSON without control information.</summary>
    /// <exception cref="WebApiException">The caller reads nothing that is written here (406).</exception>
    public static bool IsBare(string? accept)
    {
        if (string.IsNullOrWhiteSpace(accept))
            return false;
        var kinds = accept.Split(',').Select(k => k.Split(';', StringSplitOptions.TrimEntries)).ToList();
        var kind = kinds.Find(k => k[0] is "application/json" or "*/*" or "application/*" or "text/plain" or "application/xml" or "text/html" or "application/octet-stream" or "multipart/mixed" or "text/*")
            ?? throw new WebApiException(406, WebApiException.InvalidRequest, $"Nothing here is written as '{accept}'. Accept application/json.");
        var metadata = kind.Skip(1).FirstOrDefault(p => p.StartsWith("odata.metadata=", StringComparison.OrdinalIgnoreCase))?["odata.metadata=".Length..];
        return metadata switch
        {
            null or "minimal" => false,
            "none" => true,
            _ => throw new WebApiException(406, WebApiException.InvalidRequest, $"LocalDataverse does not write odata.metadata={metadata}. Accept application/json with odata.metadata=minimal or none."),
        };
    }
}
