using System.Globalization;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Reading;

/// <summary>Reads <c>$top</c> and <c>$count</c>.</summary>
internal static class CollectionOptions
{
    public static int? Top(string? text)
    {
        if (text is null)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top)
            ? top
            : throw WebApiException.Query($"Invalid value '{text}' for $top query option found. The $top query option requires a non-negative integer value.");
    }

    public static bool Count(string? text) => text switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw WebApiException.Query($"Invalid value '{text}' for $count query option found. Valid values are 'true' and 'false'."),
    };
}
