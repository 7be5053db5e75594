using System;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Http;

/// <summary>A request taken apart, with all that answers it.</summary>
internal sealed class WebApiCall
{
    public required WebApiHandler Handler { get; init; }

    public required WebApiSession Session { get; init; }

    public required WebApiRequest Request { get; init; }

    public required ResourcePath Path { get; init; }

    public required QueryOptions Options { get; init; }

    public required Preferences Preferences { get; init; }

    public required WebApiModel Model { get; init; }

    /// <summary>Whether the caller wants no control information at all (<c>odata.metadata=none</c>).</summary>
    public required bool IsBare { get; init; }

    public string Method => Request.Method;

    public IOrganizationService Service => Session.Service;

    /// <summary>The address all others begin with: <c>http://127.0.0.1:5080/api/data/v9.2/</c>.</summary>
    public Uri ServiceRoot => new(Session.Root, $"api/data/{Path.Version}/");

    /// <summary>The address of a row.</summary>
    public string AddressOf(TableModel table, Guid id) => $"{ServiceRoot}{table.SetName}({id:D})";

    /// <summary>The JSON body.</summary>
    /// <exception cref="WebApiException">There is none, it is of another type (415), or no JSON.</exception>
    public System.Text.Json.JsonDocument ReadJson()
    {
        var type = Request.Headers["Content-Type"];
        if (type is not null && !type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase))
            throw new WebApiException(415, WebApiException.InvalidRequest, $"A request body of type '{type}' is not supported. Send application/json.");
        if (Request.Body.IsEmpty)
            throw WebApiException.Payload("The request body is missing. Send a JSON object.");
        try
        {
            return System.Text.Json.JsonDocument.Parse(Request.Body, new System.Text.Json.JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (System.Text.Json.JsonException e)
        {
            throw WebApiException.Payload($"The request body is no valid JSON: {e.Message}");
        }
    }

    /// <summary>The same call with the options of another; for reading back what was written.</summary>
    public WebApiCall With(QueryOptions options) => new()
    {
        Handler = Handler, Session = Session, Request = Request, Path = Path, Options = options, Preferences = Preferences, Model = Model, IsBare = IsBare,
    };

    /// <summary>405 for a method that the address does not take.</summary>
    public WebApiException MethodNotAllowed(params string[] allowed) => new(
        405, WebApiException.InvalidRequest, $"The requested resource does not support http method '{Method}'. It takes {string.Join(", ", allowed)}.")
    {
        Allow = string.Join(", ", allowed),
    };
}
