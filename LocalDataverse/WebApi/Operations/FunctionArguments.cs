using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.Json;
using Smarketing.LocalDataverse.WebApi.Filter;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Json;
using Smarketing.LocalDataverse.WebApi.Reading;

namespace Smarketing.LocalDataverse.WebApi.Operations;

/// <summary>
/// The arguments of a function in an address, <c>(Name='x',Target=@p1)</c>, as the JSON an action would carry: then there is one way to
/// read a parameter.
/// </summary>
internal static class FunctionArguments
{
    public static Dictionary<string, JsonElement> Read(WebApiCall call, string text)
    {
        var arguments = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var part in OptionText.Split(text, ','))
        {
            if (part.Length == 0)
                continue;
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw WebApiException.Query($"'{part}' is no argument of a function. Write name=value.");
            var value = part[(equals + 1)..].Trim();
            if (value.StartsWith('@'))
                value = call.Options[value] ?? throw WebApiException.Query($"The parameter alias '{value}' has no value. Add {value}=… to the address.");
            if (!arguments.TryAdd(part[..equals].Trim(), Json(value.Trim())))
                throw WebApiException.Query($"The argument '{part[..equals].Trim()}' is given twice.");
        }

        return arguments;
    }

    private static JsonElement Json(string value)
    {
        // Objects and lists are JSON; the documentation shows them with single quotes as well.
        if (value.StartsWith('{') || value.StartsWith('['))
            return Parse(value) ?? Parse(value.Replace('\'', '"')) ?? throw WebApiException.Query($"'{value}' is no JSON.");
        return FilterParser.ParseValue(value) switch
        {
            LiteralNode literal => Write(literal.Value),
            EnumNode named => Write(named.Text),
            _ => throw WebApiException.Query($"'{value}' is no value."),
        };
    }

    private static JsonElement Write(object? value)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            ValueWriter.Write(json, value switch
            {
                DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                DateTimeOffset moment => moment.UtcDateTime,
                _ => value,
            });
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.Clone();
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
