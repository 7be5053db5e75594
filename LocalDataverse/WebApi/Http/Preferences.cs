using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Smarketing.LocalDataverse.WebApi.Http;

/// <summary>What the <c>Prefer</c> header asks for.</summary>
internal sealed class Preferences
{
    private static readonly string[] NoAnnotations = [];
    private readonly List<string> applied = [];
    private readonly string[] annotations;

    private Preferences(string[] annotations) => this.annotations = annotations;

    /// <summary>Whether a write answers with the row.</summary>
    public bool ReturnRepresentation { get; private init; }

    /// <summary>Most rows of a page; null leaves it to the platform.</summary>
    public int? MaxPageSize { get; private init; }

    /// <summary>Whether a batch goes on after a part that failed.</summary>
    public bool ContinueOnError { get; private init; }

    /// <summary>Reads the header.</summary>
    /// <exception cref="WebApiException">A preference has a value that makes no sense.</exception>
    public static Preferences Read(WebApiHeaders headers)
    {
        var wanted = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in Split(headers["Prefer"] ?? ""))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = (equals < 0 ? part : part[..equals]).Trim();
            if (name.Length > 0)
                wanted[name] = equals < 0 ? "" : part[(equals + 1)..].Trim().Trim('"');
        }

        var pattern = wanted.GetValueOrDefault("odata.include-annotations");
        var preferences = new Preferences(pattern?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? NoAnnotations)
        {
            ReturnRepresentation = wanted.GetValueOrDefault("return") == "representation",
            MaxPageSize = PageSize(wanted.GetValueOrDefault("odata.maxpagesize")),
            ContinueOnError = wanted.TryGetValue("odata.continue-on-error", out var goOn) && goOn is "" or "true",
        };
        if (preferences.ReturnRepresentation)
            preferences.applied.Add("return=representation");
        if (pattern is not null)
            preferences.applied.Add($"odata.include-annotations=\"{pattern}\"");
        if (preferences.MaxPageSize is { } size)
            preferences.applied.Add($"odata.maxpagesize={size.ToString(CultureInfo.InvariantCulture)}");
        return preferences;
    }

    /// <summary>What the answer says was honoured; null when nothing was asked for.</summary>
    public string? Applied => applied.Count == 0 ? null : string.Join(", ", applied);

    /// <summary>Whether the caller wants an annotation, by its full name. The last pattern that fits decides.</summary>
    public bool Includes(string annotation)
    {
        var included = false;
        foreach (var pattern in annotations)
        {
            var excludes = pattern.StartsWith('-');
            if (Fits(excludes ? pattern[1..] : pattern, annotation))
                included = !excludes;
        }

        return included;
    }

    private static bool Fits(string pattern, string annotation) => pattern switch
    {
        "*" => true,
        _ when pattern.EndsWith(".*", StringComparison.Ordinal) => annotation.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase),
        _ => string.Equals(pattern, annotation, StringComparison.OrdinalIgnoreCase),
    };

    private static int? PageSize(string? text)
    {
        if (text is null)
            return null;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size < 1)
            throw WebApiException.Query($"The preference odata.maxpagesize is '{text}'. Give a whole number from 1 to 5000.");

        // More than the platform gives is asked for in vain.
        return Math.Min(size, 5000);
    }

    // Commas between preferences, not those inside double quotes.
    private static IEnumerable<string> Split(string header)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i < header.Length; i++)
        {
            if (header[i] == '"')
            {
                quoted = !quoted;
            }
            else if (header[i] is ',' or ';' && !quoted)
            {
                yield return header[start..i];
                start = i + 1;
            }
        }

        yield return header[start..];
    }
}
