namespace Smarketing.Crm.Dataverse;

/// <summary>Makes texts fit the columns that hold them.</summary>
internal static class Clip
{
    /// <summary>The text, or its beginning with an ellipsis; a character of two halves is kept whole or left out.</summary>
    public static string To(string text, int length)
    {
        if (text.Length <= length)
            return text;
        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return text.Substring(0, end) + "…";
    }
}
