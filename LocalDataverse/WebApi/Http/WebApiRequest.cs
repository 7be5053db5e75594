using System;

namespace Smarketing.LocalDataverse.WebApi.Http;

/// <summary>One request, whatever carried it: a connection, or a part of a batch.</summary>
/// <param name="Method">GET, POST, PATCH, PUT or DELETE.</param>
/// <param name="Target">Path and query as written, still percent-encoded: <c>/api/data/v9.2/leads?$top=1</c>.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body, UTF-8.</param>
internal sealed record WebApiRequest(string Method, string Target, WebApiHeaders Headers, ReadOnlyMemory<byte> Body);

/// <summary>One answer, for whatever carries it back.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body; empty with 204 and 304.</param>
internal sealed record WebApiResponse(int Status, WebApiHeaders Headers, ReadOnlyMemory<byte> Body)
{
    public const string JsonType = "application/json; odata.metadata=minimal";

    /// <summary>An answer without a body.</summary>
    public static WebApiResponse Empty(int status) => new(status, [], default);

    /// <summary>An answer in JSON.</summary>
    public static WebApiResponse Json(int status, ReadOnlyMemory<byte> body) => new(status, new WebApiHeaders { { "Content-Type", JsonType } }, body);

    /// <summary>An answer in plain text, as <c>$count</c> and <c>$value</c> give it.</summary>
    public static WebApiResponse Text(string text) =>
        new(200, new WebApiHeaders { { "Content-Type", "text/plain" } }, System.Text.Encoding.UTF8.GetBytes(text));
}
