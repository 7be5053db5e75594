using System;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Http;

/// <summary>A request the Web API itself refuses, before any message is sent.</summary>
internal sealed class WebApiException(int status, string code, string message) : Exception(message)
{
    /// <summary>The code of requests that cannot be read: addresses, options, headers.</summary>
    public const string InvalidRequest = "0x80060888";

    /// <summary>The code of addresses that lead nowhere.</summary>
    public const string NotFound = "0x8006088a";

    /// <summary>The code of bodies that cannot be read.</summary>
    public const string InvalidPayload = "0x80048d19";

    public int Status => status;

    public string Code => code;

    /// <summary>405: the methods that would do.</summary>
    public string? Allow { get; init; }

    /// <summary>The address, an option or a header cannot be read.</summary>
    public static WebApiException Query(string message) => new(400, InvalidRequest, message);

    /// <summary>The body cannot be read.</summary>
    public static WebApiException Payload(string message) => new(400, InvalidPayload, "Error identified in Payload provided by the user: " + message);

    /// <summary>The address leads nowhere.</summary>
    public static WebApiException NoResource(string segment) => new(404, NotFound, $"Resource not found for the segment '{segment}'.");

    /// <summary>The type has no such property.</summary>
    public static WebApiException NoProperty(TableModel table, string name) => Query(
        $"Could not find a property named '{name}' on type '{table.TypeName}'.{table.Hint(name)}");

    /// <summary>The platform can, this stand-in cannot.</summary>
    public static WebApiException NotSupported(string what, string remedy) => new(501, "0x80040315", $"LocalDataverse does not support {what}. {remedy}");
}
