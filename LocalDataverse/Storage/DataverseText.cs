using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Smarketing.LocalDataverse.Storage;

/// <summary>
/// How the platform compares text: without regard to case and accents (Dataverse databases have a CI_AI collation), and
/// without regard to trailing spaces, as SQL Server does.
/// </summary>
/// <remarks>
/// Text is brought to one form (decomposed, marks dropped, lower case, ligatures spelled out) and then compared unit by
/// unit. That is the same on every machine and needs no culture data; only the sort order among non-Latin letters may differ from SQL Server's.
/// </remarks>
internal static class DataverseText
{
    /// <summary>The form in which two texts that the platform takes for equal are the same; trailing spaces are kept.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var c in Decompose(text))
        {
            switch (c)
            {
                case 'ß' or 'ẞ': folded.Append("ss"); break;
                case 'æ' or 'Æ': folded.Append("ae"); break;
                case 'œ' or 'Œ': folded.Append("oe"); break;
                case < '\u0080': folded.Append(char.ToLowerInvariant(c)); break;
                default:
                    if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                        folded.Append(char.ToLowerInvariant(c));
                    break;
            }
        }

        return folded.ToString();
    }

    // U+FFFE is no character, and .NET refuses to normalise it; but a file read in the wrong byte order is full of it.
    private static string Decompose(string text) => text.Contains('\uFFFE', StringComparison.Ordinal)
        ? string.Join('\uFFFE', text.Split('\uFFFE').Select(part => part.Normalize(NormalizationForm.FormD)))
        : text.Normalize(NormalizationForm.FormD);

    /// <summary>Order of two texts: negative, zero when the platform takes them for equal, positive.</summary>
    public static int Compare(string a, string b) => string.CompareOrdinal(Fold(a).TrimEnd(' '), Fold(b).TrimEnd(' '));

    /// <summary>The same on UTF-8, without allocating when both are plain ASCII, as most keys and names are.</summary>
    public static int Compare(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (!Ascii.IsValid(a) || !Ascii.IsValid(b))
            return Compare(Encoding.UTF8.GetString(a), Encoding.UTF8.GetString(b));
        var left = a.TrimEnd((byte)' ');
        var right = b.TrimEnd((byte)' ');
        var shared = Math.Min(left.Length, right.Length);
        for (var i = 0; i < shared; i++)
        {
            var difference = Lower(left[i]) - Lower(right[i]);
            if (difference != 0)
                return difference;
        }

        return left.Length - right.Length;
    }

    private static int Lower(byte c) => c is >= (byte)'A' and <= (byte)'Z' ? c + 32 : c;
}
