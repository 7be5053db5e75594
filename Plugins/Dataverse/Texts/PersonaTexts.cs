using System.Globalization;
using Smarketing.Crm.Domain.Personas;

namespace Smarketing.Crm.Dataverse;

/// <summary>What is said about personas and about content to give.</summary>
internal static class PersonaTexts
{
    /// <summary>Whose conditions are refused.</summary>
    public static Text Owner(string? persona) => new(Fill("Persona “{0}”", persona), Fill("Persona « {0} »", persona));

    /// <summary>A condition on a column that a persona does not follow.</summary>
    public static Text ColumnNotFollowed(string? persona, string column) => new(
        Fill("Persona “{0}”: a lead’s persona does not follow its column “{1}”. Test a standard column about the buyer, or let the scoring model in force look at this one.", persona, column),
        Fill("Persona « {0} » : le persona d’un lead ne suit pas la colonne « {1} ». Testez une colonne standard décrivant l’acheteur, ou faites-la prendre en compte par le modèle de notation en vigueur.", persona, column));

    /// <summary>Why content is recommended.</summary>
    public static Text Reason(ContentReason reason) => reason switch
    {
        ContentReason.ForPersona => new("written for this persona", "écrit pour ce persona"),
        ContentReason.ForStage => new("written for where the buyer stands", "écrit pour cette étape d’achat"),
        ContentReason.OnLastChannel => new("on the channel the buyer used last", "sur le dernier canal utilisé par l’acheteur"),
        _ => new("for everyone, not met yet", "pour tous, pas encore vu"),
    };

    public static Text NoPersona() => new(
        "Persona: none; no persona’s conditions hold for this lead.",
        "Persona : aucun ; les conditions d’aucun persona ne sont remplies pour ce lead.");

    public static Text Persona(Text name, string why) => new(
        Fill("Persona: {0} ({1})", name.English, why), Fill("Persona : {0} ({1})", name.French, why));

    public static Text ForEveryLead() => new("holds for every lead", "vaut pour tout lead");

    public static Text Motivations() => new("What makes this buyer buy: ", "Ce qui le fait acheter : ");

    public static Text Budget() => new("Budget: ", "Budget : ");

    public static Text Why() => new("Why this lead: ", "Pourquoi ce lead : ");

    public static Text Objections() => new("Objections and answers:", "Objections et réponses :");

    public static Text Contents() => new("To give next:", "À proposer ensuite :");

    public static Text NoContent() => new("To give next: nothing that fits and has not been met.", "À proposer ensuite : rien qui convienne et n’ait déjà été vu.");

    private static string Fill(string text, params string?[] names) =>
        string.Format(CultureInfo.InvariantCulture, text, System.Array.ConvertAll(names, name => (object)(name ?? "?")));
}
