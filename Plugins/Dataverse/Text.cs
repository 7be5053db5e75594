using System;

namespace Smarketing.Crm.Dataverse;

/// <summary>One text in both languages, ready to be shown.</summary>
public sealed class Text
{
    public Text(string english, string french)
    {
        English = english ?? throw new ArgumentNullException(nameof(english));
        French = french ?? throw new ArgumentNullException(nameof(french));
    }

    public string English { get; }

    public string French { get; }

    /// <summary>The text for a language given as LCID; English for every language that is not French.</summary>
    public string In(int language) => Languages.Closest(language) == Languages.French ? French : English;

    /// <inheritdoc/>
    public override string ToString() => English;
}
