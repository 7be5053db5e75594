using System;

namespace Smarketing.Crm.Dataverse;

/// <summary>
/// The operation is refused for a reason the user can remedy. Carries the text in every language;
/// which one is shown is decided where the call came in, so that the language is read only when needed.
/// </summary>
public sealed class RefusalException : Exception
{
    /// <param name="text">What is refused, why, and what to do instead.</param>
    public RefusalException(Text text)
        : base((text ?? throw new ArgumentNullException(nameof(text))).English) => Text = text;

    /// <summary>What is refused, why, and what to do instead.</summary>
    public Text Text { get; }
}
