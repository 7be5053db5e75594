using System;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Addressing;

/// <summary>The names by which requests of a batch mean rows made before: <c>$1</c>, <c>$1/name</c>.</summary>
internal static class ContentIds
{
    /// <summary>The Content-ID an address begins with, without the sign.</summary>
    public static string Of(string address)
    {
        var end = address.AsSpan(1).IndexOfAny('/', '?');
        return end < 0 ? address[1..] : address[1..(end + 1)];
    }

    /// <summary>No request before had this Content-ID.</summary>
    public static WebApiException Unknown(string id) => new(
        400, WebApiException.InvalidRequest, $"Content-ID Reference: '${id}' does not exist in the batch context. Only rows that requests before it made can be meant.");
}
