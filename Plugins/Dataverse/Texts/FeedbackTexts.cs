using System.Globalization;

namespace Smarketing.Crm.Dataverse;

/// <summary>What is refused about feedback.</summary>
internal static class FeedbackTexts
{
    public static Text AnswerMissing(string? name) => new(
        string.Format(CultureInfo.InvariantCulture, "The feedback “{0}” cannot be answered without an answer. Write it, so that who gave the feedback reads it.", name ?? "?"),
        string.Format(CultureInfo.InvariantCulture, "Le retour « {0} » ne peut pas être marqué répondu sans réponse. Rédigez-la, pour que son auteur la lise.", name ?? "?"));
}
