using System.Globalization;

namespace Smarketing.Crm.Dataverse;

/// <summary>What closed-loop reporting says and refuses.</summary>
internal static class ClosedLoopTexts
{
    public static Text OutcomesStay(string? outcome) => new(
        Fill("The outcome “{0}” is a fact on record and is never changed or deleted. What was taken back gets an outcome of its own that reverses it: open the opportunity again.", outcome),
        Fill("Le résultat « {0} » est un fait enregistré : il n’est jamais modifié ni supprimé. Ce qui est annulé reçoit un résultat qui le contre-passe : rouvrez l’opportunité.", outcome));

    public static Text NoSuchModel(int option) => new(
        string.Format(CultureInfo.InvariantCulture, "There is no attribution model {0}. Leave Model out for that of the agreement, or give a value of the choice Attribution Model: 727000000 (first touch) to 727000006 (time decay).", option),
        string.Format(CultureInfo.InvariantCulture, "Le modèle d’attribution {0} n’existe pas. Omettez Model pour celui de l’accord, ou donnez une valeur du choix Modèle d’attribution : 727000000 (premier contact) à 727000006 (décroissance temporelle).", option));

    public static Text NameOf(Tables.OutcomeKind kind) => kind switch
    {
        Tables.OutcomeKind.Accepted => new("Accepted", "Accepté"),
        Tables.OutcomeKind.Rejected => new("Rejected", "Refusé"),
        Tables.OutcomeKind.Contacted => new("Contacted", "Contacté"),
        Tables.OutcomeKind.MeetingBooked => new("Meeting booked", "Rendez-vous pris"),
        Tables.OutcomeKind.MeetingHeld => new("Meeting held", "Rendez-vous tenu"),
        Tables.OutcomeKind.OpportunityOpened => new("Opportunity opened", "Opportunité ouverte"),
        Tables.OutcomeKind.Won => new("Won", "Gagné"),
        Tables.OutcomeKind.Lost => new("Lost", "Perdu"),
        Tables.OutcomeKind.Recycled => new("Recycled", "Recyclé"),
        _ => new("Disqualified", "Disqualifié"),
    };

    public static Text NameOf(Tables.RejectReason reason) => reason switch
    {
        Tables.RejectReason.NotAFit => new("Not a fit", "Hors cible"),
        Tables.RejectReason.NoContactPossible => new("No contact possible", "Injoignable"),
        Tables.RejectReason.Duplicate => new("Duplicate", "Doublon"),
        Tables.RejectReason.NotNow => new("Not now", "Pas maintenant"),
        Tables.RejectReason.Competitor => new("Competitor", "Concurrent"),
        Tables.RejectReason.InvalidData => new("Invalid data", "Données non valides"),
        _ => new("Other", "Autre"),
    };

    public static Text NameOf(Tables.Measure measure) => measure switch
    {
        Tables.Measure.Pipeline => new("Pipeline", "Pipeline"),
        Tables.Measure.Revenue => new("Revenue", "Chiffre d’affaires"),
        _ => new("Margin", "Marge"),
    };

    private static string Fill(string text, params string?[] names) =>
        string.Format(CultureInfo.InvariantCulture, text, System.Array.ConvertAll(names, name => (object)(name ?? "?")));
}
