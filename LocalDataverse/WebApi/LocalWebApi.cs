using System;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Smarketing.LocalDataverse.WebApi.Hosting;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi;

/// <summary>
/// Serves the Web API of an organisation over HTTP, on this machine only: it listens on the loopback address, answers to no other
/// name, and wants a token with every request.
/// </summary>
public sealed class LocalWebApi : IAsyncDisposable
{
    private readonly WebApplication application;

    private LocalWebApi(WebApplication application, Uri address, string token)
    {
        this.application = application;
        Address = address;
        Token = token;
    }

    /// <summary>Where it listens: <c>http://127.0.0.1:5080/</c>.</summary>
    public Uri Address { get; }

    /// <summary>What callers must send as <c>Authorization: Bearer …</c>.</summary>
    public string Token { get; }

    /// <summary>Begins to serve.</summary>
    /// <param name="organization">The organisation; it must outlive the server.</param>
    /// <param name="options">How.</param>
    /// <exception cref="System.IO.IOException">The port is taken.</exception>
    public static async Task<LocalWebApi> StartAsync(LocalOrganization organization, LocalWebApiOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(organization);
        options ??= new LocalWebApiOptions();
        var token = options.Token ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        ArgumentException.ThrowIfNullOrWhiteSpace(token, nameof(options));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;

            // The platform's limit for an address is 32 KB.
            kestrel.Limits.MaxRequestLineSize = 33 * 1024;
            kestrel.Limits.MaxRequestBufferSize = 1024 * 1024;
        });
        var server = builder.Build();
        HttpConnection? connection = null;
        server.Run(context => connection!.AnswerAsync(context));
        try
        {
            await server.StartAsync().ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var address = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        connection = new HttpConnection(organization, options, address, token, new WebApiHandler(Resources.All));
        return new LocalWebApi(server, address, token);
    }

    /// <summary>Ends serving: what is being answered is answered, nothing new is taken.</summary>
    public async ValueTask DisposeAsync()
    {
        await application.StopAsync().ConfigureAwait(false);
        await application.DisposeAsync().ConfigureAwait(false);
    }
}
