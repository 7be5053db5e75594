using System.Collections.Generic;
using System.Linq;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>A label or description in the languages known, by language code (LCID, e.g. 1033 English, 1036 French).</summary>
internal sealed record LocalizedText
{
    /// <summary>No text in any language.</summary>
    public static LocalizedText Empty { get; } = new() { Texts = new Dictionary<int, string>() };

    /// <summary>The texts by language code.</summary>
    public required IReadOnlyDictionary<int, string> Texts { get; init; }

    /// <summary>An English text.</summary>
    public static LocalizedText English(string text) => new() { Texts = new Dictionary<int, string> { [1033] = text } };

    /// <summary>The text in a language, else in English, else in any; null when there is none at all.</summary>
    public string? For(int languageCode) =>
        Texts.TryGetValue(languageCode, out var text) || Texts.TryGetValue(1033, out text) ? text : Texts.Values.FirstOrDefault();

    /// <summary>These texts, with those of <paramref name="other"/> added or put in their place.</summary>
    public LocalizedText With(LocalizedText other)
    {
        if (other.Texts.Count == 0)
            return this;
        var merged = new Dictionary<int, string>(Texts);
        foreach (var (language, text) in other.Texts)
            merged[language] = text;
        return new LocalizedText { Texts = merged };
    }

    /// <inheritdoc/>
    public override string ToString() => For(1033) ?? "";
}
