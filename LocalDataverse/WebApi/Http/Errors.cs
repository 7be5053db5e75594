using System;
using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Globalization;
using System.ServiceModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;

namespace Smarketing.LocalDataverse.WebApi.Http;

/// <summary>Faults as HTTP answers: <c>{"error":{"code":"0x80040217","message":"…"}}</c>.</summary>
internal static class Errors
{
    // Everything else is the caller's mistake: 400.
    private static readonly FrozenDictionary<int, int> StatusOf = new Dictionary<int, int>
    {
        [ErrorCodes.ObjectDoesNotExist] = 404,
        [ErrorCodes.NotFoundByAlternateKey] = 404,
        [ErrorCodes.DuplicateRecord] = 412,
        [ErrorCodes.DuplicateAlternateKey] = 412,
        [unchecked((int)0x80060882)] = 412, // ConcurrencyVersionMismatch
        [unchecked((int)0x80040333)] = 412, // DuplicateRecordsFound
        [ErrorCodes.PrivilegeDenied] = 403,
        [ErrorCodes.AccessDenied] = 403,
        [ErrorCodes.UserDisabled] = 403,
        [ErrorCodes.SecuredColumnRead] = 403,
        [ErrorCodes.SecuredColumnCreate] = 403,
        [ErrorCodes.SecuredColumnUpdate] = 403,
        [ErrorCodes.NotSupported] = 501,
        [ErrorCodes.Unexpected] = 500,
    }.ToFrozenDictionary();

    public static WebApiResponse Answer(WebApiException e)
    {
        var response = Write(e.Status, e.Code, e.Message);
        response.Headers["Allow"] = e.Allow;
        return response;
    }

    public static WebApiResponse Answer(FaultException<OrganizationServiceFault> e)
    {
        var code = e.Detail.ErrorCode;
        return Write(StatusOf.GetValueOrDefault(code, 400), "0x" + code.ToString("x8", CultureInfo.InvariantCulture), e.Detail.Message ?? e.Message);
    }

    /// <summary>An error answer.</summary>
    public static WebApiResponse Write(int status, string code, string message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("code", code);
            json.WriteString("message", message);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        var response = WebApiResponse.Json(status, buffer.WrittenMemory);
        response.Headers["OData-Version"] = "4.0";
        return response;
    }
}
