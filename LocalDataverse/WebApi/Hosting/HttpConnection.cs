using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Hosting;

/// <summary>Between HTTP and the handler: who may come in, and how requests and answers travel.</summary>
internal sealed class HttpConnection(LocalOrganization organization, LocalWebApiOptions options, Uri address, string token, WebApiHandler handler)
{
    private readonly byte[] tokenHash = SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public async Task AnswerAsync(HttpContext context)
    {
        var response = await RespondAsync(context).ConfigureAwait(false);
        context.Response.StatusCode = response.Status;
        foreach (var header in response.Headers)
            context.Response.Headers[header.Key] = header.Value;
        context.Response.Headers.CacheControl = "no-cache";
        if (!response.Body.IsEmpty)
            await context.Response.Body.WriteAsync(response.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task<WebApiResponse> RespondAsync(HttpContext context)
    {
        // A page elsewhere that has its own name point to this machine must not get through: only names that mean this machine do.
        if (!IsOwnHost(context.Request.Host))
            return Errors.Write(400, WebApiException.InvalidRequest, $"This server answers to {address.Authority} only, not to '{context.Request.Host.Value}'.");
        if (!HasToken(context.Request.Headers.Authorization))
        {
            var refusal = Errors.Write(401, "0x0", "The token is missing or wrong. Send the header 'Authorization: Bearer <token>' with the token that was printed at the start.");
            refusal.Headers["WWW-Authenticate"] = "Bearer";
            return refusal;
        }

        try
        {
            var request = await ReadAsync(context).ConfigureAwait(false);
            return Answer(request);
        }
        catch (BadHttpRequestException e)
        {
            return Errors.Write(e.StatusCode, WebApiException.InvalidRequest, e.StatusCode == 413
                ? $"The request body is longer than {options.MaxBodyBytes.ToString(System.Globalization.CultureInfo.InvariantCulture)} bytes. Send less at a time."
                : e.Message);
        }

        // The last door: whatever was not foreseen reaches the caller as an answer, without what lies behind it.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Errors.Write(500, "0x80040216", $"An unexpected error occurred: {e.GetType().Name}: {e.Message}");
        }
    }

    private WebApiResponse Answer(WebApiRequest request)
    {
        var session = WebApiSession.For(organization.Platform, options.CallerId ?? organization.AdministratorId, address);
        var response = handler.Handle(request, session);
        if (options.RunsAsyncJobs && request.Method != "GET")
            organization.RunAsyncJobs();
        return response;
    }

    private static async Task<WebApiRequest> ReadAsync(HttpContext context)
    {
        var headers = new WebApiHeaders();
        foreach (var header in context.Request.Headers)
            headers.Add(header.Key, header.Value.ToString());
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        return new WebApiRequest(context.Request.Method, target, headers, body.ToArray());
    }

    private bool IsOwnHost(HostString host) =>
        host.Host is "localhost" or "127.0.0.1" or "[::1]" && (host.Port ?? 80) == address.Port;

    // By their hashes, so that how long the comparison takes tells nothing.
    private bool HasToken(string? authorization)
    {
        const string Scheme = "Bearer ";
        var isBearer = authorization is not null && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(isBearer ? authorization![Scheme.Length..].Trim() : ""));
        return CryptographicOperations.FixedTimeEquals(given, tokenHash) && isBearer;
    }
}
