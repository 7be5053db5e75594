using System;
using System.Globalization;
using Smarketing.Crm.Domain.Handoffs;
using Smarketing.Crm.Domain.ServiceLevel;

namespace Smarketing.Crm.Dataverse;

/// <summary>What users read about calendars, pauses and hand-offs.</summary>
internal static class HandoffTexts
{
    private static readonly string[] FrenchDays = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];

    public static Text NoSuchTimeZone(string? calendar, string? zone) => new(
        Fill("The calendar “{0}” names the time zone “{1}”, which is not known. Give a Windows or IANA name, such as Europe/Paris.", calendar, zone ?? string.Empty),
        Fill("Le calendrier « {0} » indique le fuseau horaire « {1} », qui n’est pas connu. Donnez un nom Windows ou IANA, comme Europe/Paris.", calendar, zone ?? string.Empty));

    public static Text NeverOpens(string? calendar) => new(
        Fill("The calendar “{0}” has no working hours, so no promise would ever fall due. Give at least one weekday hours, such as 09:00-12:30; 14:00-18:00.", calendar),
        Fill("Le calendrier « {0} » n’a aucune heure ouvrée : aucun engagement n’arriverait à échéance. Donnez des heures à un jour au moins, comme 09:00-12:30; 14:00-18:00.", calendar));

    public static Text CalendarHours(string? calendar, DayOfWeek day, HoursFault fault) => new(
        Fill("The calendar “{0}”, {1}: {2}", calendar, day.ToString(), Hours(fault).English),
        Fill("Le calendrier « {0} », {1} : {2}", calendar, FrenchDays[(int)day], Hours(fault).French));

    public static Text HolidayHours(string? holiday, HoursFault fault) => new(
        Fill("The holiday “{0}”: {1}", holiday, Hours(fault).English),
        Fill("Le jour férié « {0} » : {1}", holiday, Hours(fault).French));

    public static Text NoSuchHandoff() => new(
        "This hand-off does not exist any more. Open the lead to see its latest hand-off.",
        "Ce transfert n’existe plus. Ouvrez le lead pour voir son dernier transfert.");

    public static Text AnswerNotSaid() => new(
        "smk_AnswerHandoff needs Accept: yes to accept the lead, no to reject it.",
        "smk_AnswerHandoff a besoin d’Accept : oui pour accepter le lead, non pour le refuser.");

    public static Text NoSuchReason(int reason) => new(
        Fill("“{0}” is no reason to reject a lead. Choose one of the reject reasons.", reason.ToString(CultureInfo.InvariantCulture)),
        Fill("« {0} » n’est pas un motif de refus. Choisissez l’un des motifs de refus.", reason.ToString(CultureInfo.InvariantCulture)));

    public static Text NoteTooLong(int most) => new(
        Fill("The note is longer than {0} characters. Shorten it.", most.ToString(CultureInfo.InvariantCulture)),
        Fill("La note dépasse {0} caractères. Raccourcissez-la.", most.ToString(CultureInfo.InvariantCulture)));

    public static Text Refused(HandoffRefusal refusal, string? handoff) => refusal switch
    {
        HandoffRefusal.NotWaiting => new(
            Fill("The hand-off “{0}” has its answer or needs none any more. Open the lead to see where it stands.", handoff),
            Fill("Le transfert « {0} » a sa réponse ou n’en attend plus. Ouvrez le lead pour voir où il en est.", handoff)),
        HandoffRefusal.NotYours => new(
            Fill("Only its owner, a sales manager or an administrator answers the hand-off “{0}”. Ask one of them.", handoff),
            Fill("Seul son propriétaire, un responsable commercial ou un administrateur répond au transfert « {0} ». Adressez-vous à l’un d’eux.", handoff)),
        _ => new(
            Fill("The hand-off “{0}” cannot be rejected without a reason: marketing learns from it. Choose one.", handoff),
            Fill("Le transfert « {0} » ne peut pas être refusé sans motif : le marketing en apprend. Choisissez-en un.", handoff)),
    };

    private static Text Hours(HoursFault fault) => fault.Kind switch
    {
        HoursFaultKind.NotAStretch => new(
            Fill("“{0}” is not from one time to another. Write 09:00-12:30; 14:00-18:00, or nothing for closed.", fault.Part),
            Fill("« {0} » ne va pas d’une heure à une autre. Écrivez 09:00-12:30; 14:00-18:00, ou rien pour fermé.", fault.Part)),
        HoursFaultKind.NotATime => new(
            Fill("“{0}” is no time of day. Write hours and minutes, from 00:00 to 24:00.", fault.Part),
            Fill("« {0} » n’est pas une heure. Écrivez heures et minutes, de 00:00 à 24:00.", fault.Part)),
        HoursFaultKind.EndsTooEarly => new(
            Fill("“{0}” does not end after it begins. Split hours over midnight between the two days.", fault.Part),
            Fill("« {0} » ne finit pas après avoir commencé. Répartissez sur les deux jours des heures qui passent minuit.", fault.Part)),
        _ => new(
            Fill("“{0}” overlaps with other hours of the day. Make one stretch of them.", fault.Part),
            Fill("« {0} » chevauche d’autres heures du jour. Faites-en une seule plage.", fault.Part)),
    };

    private static string Fill(string text, params string?[] names) =>
        string.Format(CultureInfo.InvariantCulture, text, Array.ConvertAll(names, name => (object)(name ?? "?")));
}
