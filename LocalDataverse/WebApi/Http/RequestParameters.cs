using Microsoft.Xrm.Sdk;

namespace Smarketing.LocalDataverse.WebApi.Http;

/// <summary>What headers and options add to the parameters of a message.</summary>
internal static class RequestParameters
{
    private static readonly (string Header, string Parameter)[] Flags =
    [
        ("MSCRM.SuppressDuplicateDetection", "SuppressDuplicateDetection"),
        ("MSCRM.BypassCustomPluginExecution", "BypassCustomPluginExecution"),
    ];

    /// <summary>Adds them.</summary>
    public static TRequest With<TRequest>(this TRequest request, WebApiCall call)
        where TRequest : OrganizationRequest
    {
        foreach (var (header, parameter) in Flags)
        {
            if (call.Request.Headers[header] is { } text)
                request.Parameters[parameter] = bool.TryParse(text, out var flag) ? flag : throw WebApiException.Query($"The header {header} is '{text}'. Give true or false.");
        }

        if (call.Request.Headers["MSCRM.BypassBusinessLogicExecution"] is { } logic)
            request.Parameters["BypassBusinessLogicExecution"] = logic;
        if (call.Options["tag"] is { } tag)
            request.Parameters["tag"] = tag;
        return request;
    }
}
