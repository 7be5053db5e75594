using System;
using System.Globalization;
using System.Linq;
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

    public static Text AcceptedAndPutOff() => new(
        "A lead is accepted or put off to a day, not both. Leave RecycleOn empty, or reject the lead and say why.",
        "Un lead est accepté ou reporté à une date, pas les deux. Laissez RecycleOn vide, ou refusez le lead en disant pourquoi.");

    public static Text NotYoursToPutOff(string? lead) => new(
        Fill("Only its owner, a sales manager or an administrator puts the lead “{0}” off to a day, or changes that day: it is for sales to say. Ask one of them.", lead),
        Fill("Seul son propriétaire, un responsable commercial ou un administrateur reporte le lead « {0} » à une date, ou change cette date : c’est aux commerciaux de le dire. Adressez-vous à l’un d’eux.", lead));

    public static Text PutOffToThePast(DateTime day) => new(
        Fill("A lead is put off to a day to come, and {0} has begun already. Give a later date.", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        Fill("Un lead est reporté à une date à venir, et le {0} a déjà commencé. Donnez une date plus tardive.", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

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

    public static Text PauseEndsTooEarly() => new(
        "A pause ends after it begins. Give both moments, the earlier first.",
        "Une pause finit après avoir commencé. Donnez les deux instants, le plus tôt d’abord.");

    public static Text PauseWithoutReason() => new(
        "A pause says why, since both sides read it. Give a reason.",
        "Une pause dit pourquoi, car les deux équipes la lisent. Donnez un motif.");

    public static Text PauseWithoutHandoff() => new(
        "A pause belongs to no hand-off. Choose the one whose clocks are to stand still.",
        "Une pause n’appartient à aucun transfert. Choisissez celui dont les chronomètres doivent s’arrêter.");

    public static Text PauseOfClosed(string? handoff) => new(
        Fill("The hand-off “{0}” is closed: none of its clocks runs. Pause an open one.", handoff),
        Fill("Le transfert « {0} » est clos : aucun de ses chronomètres ne tourne. Mettez en pause un transfert ouvert.", handoff));

    public static Text NotByHand(string? handoff) => new(
        Fill("Status and clocks of the hand-off “{0}” follow from what is done and are not written by hand. Answer it, complete an activity, qualify the lead or enter a pause.", handoff),
        Fill("Le statut et les chronomètres du transfert « {0} » découlent de ce qui est fait et ne s’écrivent pas à la main. Répondez-y, terminez une activité, qualifiez le lead ou saisissez une pause.", handoff));

    public static Text NoticeName(Notice notice) => notice.IsBreach
        ? new(Fill("Too late: {0}", Promise(notice.Promise).English), Fill("Trop tard : {0}", Promise(notice.Promise).French))
        : new(Fill("Soon due: {0}", Promise(notice.Promise).English), Fill("Bientôt à échéance : {0}", Promise(notice.Promise).French));

    public static Text Notice(Notice notice, string? handoff, bool hasPair, HandoffReading reading, TimeZoneInfo zone)
    {
        var due = reading.DueOn(notice.Promise) is { } on
            ? TimeZoneInfo.ConvertTimeFromUtc(on, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : "?";
        var promise = Promise(notice.Promise);
        var words = notice.IsBreach switch
        {
            true when hasPair => new Text(
                "The hand-off “{0}” was due on {2}: {1}. Do it now; it may go to the next pair or to your manager.",
                "Le transfert « {0} » était à échéance le {2} : {1}. Faites-le maintenant ; il peut passer au binôme suivant ou à votre responsable."),
            false when hasPair => new Text(
                "The hand-off “{0}” is due on {2}: {1}.",
                "Le transfert « {0} » est à échéance le {2} : {1}."),
            true => new Text(
                "No pair has the lead “{0}” yet, and by the agreement somebody was to do this by {2}: {1}. Add a pair, raise a capacity, end an absence, or give the lead to somebody.",
                "Aucun binôme n’a encore le lead « {0} », et l’accord demandait ceci pour le {2} : {1}. Ajoutez un binôme, augmentez une capacité, terminez une absence, ou confiez le lead à quelqu’un."),
            _ => new Text(
                "No pair has the lead “{0}” yet, and by the agreement somebody is to do this by {2}: {1}. Add a pair, raise a capacity, end an absence, or give the lead to somebody.",
                "Aucun binôme n’a encore le lead « {0} », et l’accord demande ceci pour le {2} : {1}. Ajoutez un binôme, augmentez une capacité, terminez une absence, ou confiez le lead à quelqu’un."),
        };
        return new(Fill(words.English, handoff, promise.English, due), Fill(words.French, handoff, promise.French, due));
    }

    public static Text EscalationName() => new("A hand-off needs a manager", "Un transfert a besoin d’un responsable");

    public static Text Escalation(string? handoff, string? owner, HandoffReading reading)
    {
        var broken = reading.Notices.Where(notice => notice.IsBreach).Select(notice => Promise(notice.Promise)).ToArray();
        var waited = reading.Readings.Select(promise => promise.Contract.Elapsed).DefaultIfEmpty(TimeSpan.Zero).Max();
        var time = string.Format(CultureInfo.InvariantCulture, "{0} h {1:00}", (long)waited.TotalHours, waited.Minutes);
        var words = owner is null
            ? new Text(
                "No pair could be found for the lead “{0}”, and this was not done in time: {2}. Since it became ripe {3} of working time have passed. Its hand-off says why each pair was passed over: add one, raise a capacity, end an absence, or give the lead to somebody.",
                "Aucun binôme n’a été trouvé pour le lead « {0} », et ceci n’a pas été fait à temps : {2}. Depuis qu’il est mûr, {3} de temps ouvré ont passé. Son transfert dit pourquoi chaque binôme a été écarté : ajoutez-en un, augmentez une capacité, terminez une absence, ou confiez le lead à quelqu’un.")
            : new Text(
                "{1} has not kept what was promised about the hand-off “{0}”: {2}. Since the lead was first handed over {3} of working time have passed. Talk to the owner or give the lead to somebody else.",
                "{1} n’a pas tenu ses engagements sur le transfert « {0} » : {2}. Depuis le premier transfert du lead, {3} de temps ouvré ont passé. Voyez avec le propriétaire ou confiez le lead à quelqu’un d’autre.");
        return new(
            Fill(words.English, handoff, owner, string.Join("; ", broken.Select(text => text.English)), time),
            Fill(words.French, handoff, owner, string.Join(" ; ", broken.Select(text => text.French)), time));
    }

    public static Text UnreadableCalendarName(string? calendar) => new(
        Fill("The calendar “{0}” cannot be read: promises are not measured", calendar),
        Fill("Le calendrier « {0} » ne peut pas être lu : les engagements ne sont pas mesurés", calendar));

    public static Text UnreadableCalendar(string? agreement, Text fault) => new(
        Fill("Hand-offs under the agreement “{0}” go on, but nobody is warned and nothing counts as late: {1} Within an hour after it is mended the clocks are read again from their beginning, and what is late is told then.", agreement, fault.English),
        Fill("Les transferts de l’accord « {0} » continuent, mais personne n’est averti et rien ne compte comme en retard : {1} Dans l’heure qui suit la réparation, les chronomètres sont relus depuis leur début, et ce qui est en retard est alors signalé.", agreement, fault.French));

    private static Text Promise(PromiseKind kind) => kind switch
    {
        PromiseKind.Accept => new("accept or reject the lead", "accepter ou refuser le lead"),
        PromiseKind.FirstTouch => new("call, write to or meet the lead for the first time", "appeler, écrire ou rencontrer le lead une première fois"),
        PromiseKind.FollowUp => new("make the promised number of attempts", "faire le nombre promis de tentatives"),
        _ => new("say what becomes of the lead", "dire ce que devient le lead"),
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
