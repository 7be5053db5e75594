using System.Collections.Generic;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Reading;

/// <summary>Splits the text of an option where a sign separates its parts, not where the sign stands in parentheses or quotes.</summary>
internal static class OptionText
{
    public static IEnumerable<string> Split(string text, char separator)
    {
        var (start, depth, quoted) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\'': quoted = !quoted; break;
                case '(' or '[' or '{' when !quoted: depth++; break;
                case ')' or ']' or '}' when !quoted: depth--; break;
                default: break;
            }

            if (depth < 0)
                throw WebApiException.Query($"'{text}' closes a parenthesis that it does not open.");
            if (text[i] == separator && depth == 0 && !quoted)
            {
                yield return text[start..i].Trim();
                start = i + 1;
            }
        }

        if (depth > 0 || quoted)
            throw WebApiException.Query($"'{text}' does not close a parenthesis or a quote.");
        yield return text[start..].Trim();
    }
}
