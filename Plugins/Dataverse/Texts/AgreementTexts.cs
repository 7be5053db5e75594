using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Smarketing.Crm.Domain.Agreements;
using Side = Smarketing.Crm.Domain.Agreements.Side;

namespace Smarketing.Crm.Dataverse;

/// <summary>What people are told about the life of an agreement.</summary>
internal static class AgreementTexts
{
    /// <summary>Why an event is refused.</summary>
    /// <param name="refusal">The reason.</param>
    /// <param name="agreement">The agreement's name.</param>
    /// <param name="side">The side to be signed for, when it is known.</param>
    /// <param name="faults">What is not whole, when that is the reason.</param>
    public static Text Refusal(AgreementRefusal refusal, string? agreement, Side? side, IReadOnlyList<TermFault> faults) => refusal switch
    {
        AgreementRefusal.Frozen => Messages.AgreementIsFrozen(agreement),
        AgreementRefusal.NoSigningRole => Fill(
            "The agreement “{0}” is signed by marketing and by sales: you have neither the role Smarketing Marketing nor Smarketing Sales Manager. Ask somebody who has.",
            "L’accord « {0} » est signé par le marketing et par les commerciaux : vous n’avez ni le rôle Smarketing Marketing ni Smarketing Sales Manager. Demandez à une personne qui l’a.", agreement),
        AgreementRefusal.NotYourSide => side == Side.Sales
            ? Fill(
                "You cannot sign the agreement “{0}” for sales. Ask somebody with the role Smarketing Sales Manager.",
                "Vous ne pouvez pas signer l’accord « {0} » pour les commerciaux. Demandez à une personne qui a le rôle Smarketing Sales Manager.", agreement)
            : Fill(
                "You cannot sign the agreement “{0}” for marketing. Ask somebody with the role Smarketing Marketing.",
                "Vous ne pouvez pas signer l’accord « {0} » pour le marketing. Demandez à une personne qui a le rôle Smarketing Marketing.", agreement),
        AgreementRefusal.SideNotSaid => Fill(
            "You may sign the agreement “{0}” for either side. Say for which one.",
            "Vous pouvez signer l’accord « {0} » pour l’une ou l’autre équipe. Indiquez laquelle.", agreement),
        AgreementRefusal.SignedByYou => Fill(
            "You have signed the agreement “{0}” already. The other side is signed by another person.",
            "Vous avez déjà signé l’accord « {0} ». L’autre équipe est représentée par une autre personne.", agreement),
        AgreementRefusal.SideIsSigned => side == Side.Sales
            ? Fill(
                "The agreement “{0}” is signed for sales already. It waits for marketing.",
                "L’accord « {0} » est déjà signé pour les commerciaux. Il attend le marketing.", agreement)
            : Fill(
                "The agreement “{0}” is signed for marketing already. It waits for sales.",
                "L’accord « {0} » est déjà signé pour le marketing. Il attend les commerciaux.", agreement),
        AgreementRefusal.TermsNotWhole => NotWhole(agreement, faults),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "This refusal has no text; give it one here."),
    };

    /// <summary>Somebody signs in another's name.</summary>
    public static Text NotInAnotherName() => new(
        "A signature is given in one’s own name. Sign as yourself, not on behalf of another user.",
        "Une signature se donne en son propre nom. Signez vous-même, et non à la place d’un autre utilisateur.");

    /// <summary>The option names no side that signs.</summary>
    public static Text NoSuchSide(int option) => Fill(
        "{0} is no side that signs. Give 727000000 (marketing) or 727000001 (sales), or leave it out.",
        "{0} n’est pas une équipe qui signe. Donnez 727000000 (marketing) ou 727000001 (commercial), ou rien.", option.ToString(CultureInfo.InvariantCulture));

    /// <summary>Somebody writes a signature by hand.</summary>
    public static Text SignaturesAreGiven(string? agreement) => Fill(
        "The signatures of the agreement “{0}”, and since when it is in force, cannot be typed in. Sign it.",
        "Les signatures de l’accord « {0} » et sa date d’entrée en vigueur ne se saisissent pas. Signez-le.", agreement);

    /// <summary>Somebody sets the status of an agreement by hand.</summary>
    public static Text ModelStatusFollows(string? model) => Fill(
        "The status of the scoring model “{0}” follows from its agreement: it is published when both sides have signed, and superseded by the next. Sign the agreement.",
        "Le statut du modèle de notation « {0} » suit son accord : il est publié quand les deux parties ont signé, et remplacé par le suivant. Signez l’accord.", model);

    public static Text StatusFollows(string? agreement) => Fill(
        "The status of the agreement “{0}” follows from its signatures and dates. Have both sides sign it; only an administrator sets it by hand.",
        "Le statut de l’accord « {0} » découle de ses signatures et de ses dates. Faites-le signer par les deux équipes ; seul un administrateur le fixe à la main.", agreement);

    /// <summary>Somebody signed while it was being changed.</summary>
    public static Text SignedMeanwhile(string? agreement) => Fill(
        "The agreement “{0}” was signed while you changed it. Open it again and repeat your change.",
        "L’accord « {0} » a été signé pendant que vous le modifiiez. Rouvrez-le et refaites votre modification.", agreement);

    /// <summary>The time zone is not known.</summary>
    public static Text UnknownTimeZone(string? agreement, string? zone) => Fill(
        "The agreement “{0}” names the time zone “{1}”, which is not known. Write its Windows or IANA name, such as Romance Standard Time or Europe/Paris.",
        "L’accord « {0} » indique le fuseau « {1} », qui n’est pas connu. Écrivez son nom Windows ou IANA, comme Romance Standard Time ou Europe/Paris.", agreement, zone);

    /// <summary>Title of the alert that an agreement has to be renewed.</summary>
    public static Text RenewalDueName() => new("Agreement to be renewed", "Accord à renouveler");

    /// <summary>An agreement has to be renewed.</summary>
    public static Text RenewalDue(string? agreement, DateTime day) => Fill(
        "The agreement “{0}” comes up for review on {1}. Draft its next version and have both sides sign it.",
        "L’accord « {0} » est à revoir le {1}. Rédigez sa prochaine version et faites-la signer par les deux équipes.", agreement, Day(day));

    /// <summary>Title of the alert that an agreement has expired.</summary>
    public static Text ExpiredName() => new("Agreement expired", "Accord expiré");

    /// <summary>An agreement has expired.</summary>
    public static Text Expired(string? agreement, DateTime day) => Fill(
        "The agreement “{0}” was valid until {1}. It goes on working until it is renewed: draft its next version and have both sides sign it.",
        "L’accord « {0} » était valable jusqu’au {1}. Il continue de s’appliquer jusqu’à son renouvellement : rédigez sa prochaine version et faites-la signer par les deux équipes.", agreement, Day(day));

    /// <summary>What stands in place of a text about a person who was erased.</summary>
    public static Text Erased() => new("Erased with the lead", "Effacé avec le lead");

    private static Text NotWhole(string? agreement, IReadOnlyList<TermFault> faults)
    {
        var missing = faults.Where(fault => fault.Kind == TermFaultKind.Missing).Select(fault => NameOf(fault.Term)).ToArray();
        var english = new List<string>();
        var french = new List<string>();
        if (missing.Length > 0)
        {
            english.Add("Still to be agreed on: " + string.Join(", ", missing.Select(name => name.English)) + ".");
            french.Add("Reste à convenir : " + string.Join(", ", missing.Select(name => name.French)) + ".");
        }

        if (faults.Any(fault => fault.Kind == TermFaultKind.Past))
        {
            english.Add("Its last day of validity has passed: give a later one.");
            french.Add("Son dernier jour de validité est passé : donnez-en un plus tardif.");
        }

        if (faults.Any(fault => fault.Kind == TermFaultKind.AfterEnd))
        {
            english.Add("Its review comes after its last day of validity: bring it forward.");
            french.Add("Sa revue vient après son dernier jour de validité : avancez-la.");
        }

        var heading = Fill("The agreement “{0}” cannot be signed yet. ", "L’accord « {0} » ne peut pas encore être signé. ", agreement);
        return new Text(heading.English + string.Join(" ", english), heading.French + string.Join(" ", french));
    }

    private static Text NameOf(Term term) => term switch
    {
        Term.ScoringModel => new("scoring model", "modèle de notation"),
        Term.MqlFit => new("MQL fit", "adéquation MQL"),
        Term.MqlEngagement => new("MQL engagement", "engagement MQL"),
        Term.SqlFit => new("SQL fit", "adéquation SQL"),
        Term.SqlEngagement => new("SQL engagement", "engagement SQL"),
        Term.ContactFacts => new("contact facts", "faits de contact"),
        Term.AcceptMinutes => new("minutes to answer", "délai de réponse"),
        Term.FirstTouchMinutes => new("minutes to the first touch", "délai du premier contact"),
        Term.FollowUpAttempts => new("number of attempts", "nombre de tentatives"),
        Term.FollowUpMinutes => new("minutes for the attempts", "délai des tentatives"),
        Term.DispositionMinutes => new("minutes to the disposition", "délai de l’issue"),
        Term.HandlingTarget => new("handling target", "cible de traitement"),
        Term.AcceptanceTarget => new("acceptance target", "cible d’acceptation"),
        Term.MeetingTarget => new("meeting target", "cible de rendez-vous"),
        Term.ReviewOn => new("review date", "date de revue"),
        Term.ValidUntil => new("last day of validity", "dernier jour de validité"),
        _ => throw new ArgumentOutOfRangeException(nameof(term), term, "This term has no name; give it one here."),
    };

    private static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Text Fill(string english, string french, params string?[] names)
    {
        var words = Array.ConvertAll(names, name => (object)(name ?? "?"));
        return new Text(
            string.Format(CultureInfo.InvariantCulture, english, words), string.Format(CultureInfo.InvariantCulture, french, words));
    }
}
