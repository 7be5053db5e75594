using System.Globalization;
using System.Text;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>Makes texts comparable the way Dataverse compares them: “ Île-de-France” equals “ile-de-france”.</summary>
public static class TextFolding
{
    /// <summary>Outer blanks and accents removed; case is left to an ordinal comparison that ignores it.</summary>
    public static string Fold(string value)
    {
        var trimmed = value.Trim();
        return IsAscii(trimmed) ? trimmed : WithoutAccents(trimmed);
    }

    private static bool IsAscii(string value)
    {
        foreach (var character in value)
        {
            if (character > '\x7f')
                return false;
        }

        return true;
    }

    private static string WithoutAccents(string value)
    {
        var folded = new StringBuilder(value.Length);
        foreach (var character in Decomposed(value))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
                folded.Append(character);
        }

        // A mark may have stood on a blank.
        return folded.ToString().Trim();
    }

    private static string Decomposed(string value)
    {
        // Half a surrogate pair or a byte-order mark turned round, as broken imports leave behind, cannot be normalised;
        // such a text is compared as it stands.
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] is '\uFFFE' or '\uFFFF')
                return value;
            if (!char.IsSurrogate(value[i]))
                continue;
            if (!char.IsHighSurrogate(value[i]) || i + 1 == value.Length || !char.IsLowSurrogate(value[i + 1]))
                return value;
            i++;
        }

        return value.Normalize(NormalizationForm.FormD);
    }
}
