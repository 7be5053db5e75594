using Smarketing.Crm.Domain.Review;

namespace Smarketing.Crm.Dataverse;

/// <summary>What choices are called in a weekly review.</summary>
internal static class ReviewTexts
{
    public static Text NoAgreement() => new(
        "There is no agreement in force to review. Bring one into force.",
        "Aucun accord en vigueur à passer en revue. Mettez-en un en vigueur.");

    public static Text NotYet(System.DateTime on) => new(
        string.Format(System.Globalization.CultureInfo.InvariantCulture, "The week before {0:yyyy-MM-dd HH:mm} UTC is not over yet. Leave On out, or give a moment that has passed.", on),
        string.Format(System.Globalization.CultureInfo.InvariantCulture, "La semaine précédant le {0:dd/MM/yyyy HH:mm} UTC n’est pas terminée. Omettez On, ou donnez un instant passé.", on));

    public static Text Name(string agreement, System.DateTime monday) => new(
        Clip.To("Week of " + monday.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) + ": " + agreement, 200),
        Clip.To("Semaine du " + monday.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture) + " : " + agreement, 200));

    public static Label Campaign() => new("campaign", "campagne");

    public static Label Event() => new("event", "événement");

    public static Label Content() => new("content", "contenu");

    public static Label Cause(Tables.Promise? promise) => promise switch
    {
        Tables.Promise.Accept => new("not answered in time", "sans réponse à temps"),
        Tables.Promise.FirstTouch => new("no first touch in time", "sans premier contact à temps"),
        Tables.Promise.FollowUp => new("too few attempts in time", "trop peu de relances à temps"),
        Tables.Promise.Disposition => new("no disposition in time", "sans issue à temps"),
        _ => new("late", "en retard"),
    };

    public static Label Reason(int reason) => (Tables.RejectReason)reason switch
    {
        Tables.RejectReason.NotAFit => new("not a fit", "hors cible"),
        Tables.RejectReason.NoContactPossible => new("no contact possible", "injoignable"),
        Tables.RejectReason.Duplicate => new("duplicate", "doublon"),
        Tables.RejectReason.NotNow => new("not now", "pas maintenant"),
        Tables.RejectReason.Competitor => new("competitor", "concurrent"),
        Tables.RejectReason.InvalidData => new("invalid data", "données non valides"),
        _ => new("other", "autre"),
    };

    public static Label Alert(int kind) => (Tables.AlertKind)kind switch
    {
        Tables.AlertKind.ScoringFault => new("broken scoring model", "modèle de notation défectueux"),
        Tables.AlertKind.MissingAgreement => new("no agreement in force", "aucun accord en vigueur"),
        Tables.AlertKind.PromiseWarning => new("promise about to be broken", "échéance proche"),
        Tables.AlertKind.PromiseBreach => new("promise broken", "échéance dépassée"),
        Tables.AlertKind.NoPair => new("no pair for a lead", "aucun binôme pour un lead"),
        Tables.AlertKind.NoPool => new("no pool for a lead", "aucun pool pour un lead"),
        Tables.AlertKind.Escalation => new("escalated to the manager", "remonté au responsable"),
        Tables.AlertKind.RenewalDue => new("agreement to be renewed", "accord à renouveler"),
        Tables.AlertKind.AgreementExpired => new("agreement expired", "accord expiré"),
        Tables.AlertKind.LowAcceptance => new("acceptance below target", "acceptation sous la cible"),
        Tables.AlertKind.LowMeetingRate => new("meeting rate below target", "taux de rendez-vous sous la cible"),
        Tables.AlertKind.LateHandling => new("late handling", "traitement tardif"),
        Tables.AlertKind.ObjectiveBehind => new("objective behind", "objectif en retard"),
        Tables.AlertKind.SweepFailed => new("sweep failed", "balayage en échec"),
        _ => new("other", "autre"),
    };

    public static Label Feedback(Tables.FeedbackKind? kind) => kind switch
    {
        Tables.FeedbackKind.WrongScore => new("wrong score", "score erroné"),
        Tables.FeedbackKind.WrongStage => new("wrong stage", "étape erronée"),
        Tables.FeedbackKind.WrongPair => new("wrong pair", "binôme erroné"),
        Tables.FeedbackKind.WrongPersona => new("wrong persona", "persona erroné"),
        Tables.FeedbackKind.Market => new("market", "marché"),
        Tables.FeedbackKind.Content => new("content", "contenu"),
        _ => new("other", "autre"),
    };
}
