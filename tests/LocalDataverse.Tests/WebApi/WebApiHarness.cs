using System;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.Tests.LocalDataverse.Pipeline;

namespace Smarketing.Tests.LocalDataverse.WebApi;

/// <summary>An organisation in memory and its Web API, asked without a connection.</summary>
internal sealed class WebApiHarness : IDisposable
{
    public const string Root = "http://127.0.0.1:5080/api/data/v9.2/";

    private readonly WebApiHandler _handler = new(Resources.All);

    public TestOrganization Local { get; } = new();

    public IOrganizationService Service => Local.Service;

    public void Dispose() => Local.Dispose();

    /// <summary>Asks; the path is below the service root.</summary>
    public Answer Ask(string method, string path, string? body = null, params (string Name, string Value)[] headers) =>
        Ask(Local.Organization.AdministratorId, method, path, body, headers);

    /// <summary>Asks as another user, by whose token the server would know him.</summary>
    public Answer As(Guid user, string method, string path, params (string Name, string Value)[] headers) => Ask(user, method, path, null, headers);

    private Answer Ask(Guid user, string method, string path, string? body, (string Name, string Value)[] headers)
    {
        var all = new WebApiHeaders();
        foreach (var (name, value) in headers)
            all.Add(name, value);
        var session = WebApiSession.For(Local.Organization.Platform, user, new Uri("http://127.0.0.1:5080/"));
        return new Answer(_handler.Handle(new WebApiRequest(method, "/api/data/v9.2/" + path, all, body is null ? default : Encoding.UTF8.GetBytes(body)), session));
    }

    public Answer Get(string path, params (string Name, string Value)[] headers) => Ask("GET", path, null, headers);

    public Answer Post(string path, string body, params (string Name, string Value)[] headers) => Ask("POST", path, body, headers);

    public Answer Patch(string path, string body, params (string Name, string Value)[] headers) => Ask("PATCH", path, body, headers);
}

/// <summary>An answer, with its JSON read when somebody looks.</summary>
internal sealed class Answer(WebApiResponse response)
{
    public int Status => response.Status;

    public WebApiHeaders Headers => response.Headers;

    public string Text => Encoding.UTF8.GetString(response.Body.Span);

    public JsonNode Json => JsonNode.Parse(response.Body.Span)!;

    public JsonNode? this[string property] => Json[property];

    /// <summary>The rows of a page.</summary>
    public JsonArray Rows => (JsonArray)Json["value"]!;

    public string ErrorCode => (string)Json["error"]!["code"]!;

    public string ErrorMessage => (string)Json["error"]!["message"]!;

    /// <summary>The id of the row that was written.</summary>
    public Guid EntityId
    {
        get
        {
            var address = Headers["OData-EntityId"]!;
            return Guid.Parse(address.AsSpan(address.LastIndexOf('(') + 1, 36));
        }
    }
}
