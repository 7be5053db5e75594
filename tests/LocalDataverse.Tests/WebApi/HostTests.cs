using System;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Smarketing.LocalDataverse.WebApi;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.WebApi;

/// <summary>What only a connection shows: who comes in, and how requests travel.</summary>
public sealed class HostTests : IAsyncLifetime
{
    private readonly TestOrganization _local = new();
    private readonly HttpClient _client = new();
    private LocalWebApi _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await LocalWebApi.StartAsync(_local.Organization, new LocalWebApiOptions { MaxBodyBytes = 1000 });
        _client.BaseAddress = new Uri(_server.Address, "api/data/v9.2/");
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _server.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _local.Dispose();
    }

    [Fact]
    public async Task A_row_travels_there_and_back()
    {
        using var created = await _client.PostAsync("leads", new StringContent("""{"lastname":"Émile"}""", Encoding.UTF8, "application/json"), Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, created.StatusCode);
        using var read = await _client.GetAsync(new Uri(string.Join("", created.Headers.GetValues("OData-EntityId")) + "?$select=lastname"), Cancellation);
        Assert.Equal("4.0", string.Join("", read.Headers.GetValues("OData-Version")));
        Assert.Contains("\"lastname\":\"Émile\"", await read.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer ")]
    [InlineData("Bearer wrong")]
    [InlineData("Basic TOKEN")]
    [InlineData("TOKEN")]
    public async Task Without_the_token_nobody_comes_in(string? authorization)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_client.BaseAddress!, "leads"));
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization.Replace("TOKEN", _server.Token, StringComparison.Ordinal));
        using var answer = await client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.Contains("\"error\"", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    public async Task Only_names_of_this_machine_are_answered_to(string host, bool isOwn)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "leads?$top=1");
        request.Headers.Host = $"{host}:{_server.Address.Port}";
        using var answer = await _client.SendAsync(request, Cancellation);
        Assert.Equal(isOwn ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_longer_than_allowed_is_refused()
    {
        using var answer = await _client.PostAsync("leads", new StringContent($$"""{"lastname":"{{new string('x', 1000)}}"}""", Encoding.UTF8, "application/json"), Cancellation);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public void Every_server_has_a_token_of_its_own() => Assert.True(_server.Token.Length >= 32);
}
