namespace Smarketing.LocalDataverse.Tracing;

/// <summary>Bounds what plug-ins say, which may be as long as they like.</summary>
internal static class LongText
{
    /// <summary>The most characters kept of a trace line or an error, as on the platform.</summary>
    public const int Most = 10_240;

    /// <summary>The text, or its beginning; no character is cut in two.</summary>
    public static string Begin(string text) =>
        text.Length <= Most ? text : text[..(char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most)];
}
