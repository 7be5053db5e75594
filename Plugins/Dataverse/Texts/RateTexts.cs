using System.Globalization;
using Smarketing.Crm.Domain.ClosedLoop;

namespace Smarketing.Crm.Dataverse;

/// <summary>What the alerts about rates say.</summary>
internal static class RateTexts
{
    public static Text NameOf(Tables.AlertKind kind) => kind switch
    {
        Tables.AlertKind.LowAcceptance => new("Sales accepts too few leads", "Les commerciaux acceptent trop peu de leads"),
        Tables.AlertKind.LowMeetingRate => new("Too few leads come to a meeting", "Trop peu de leads mènent à un rendez-vous"),
        _ => new("Too many leads are handled late", "Trop de leads sont traités en retard"),
    };

    public static Text Below(Tables.AlertKind kind, Cohort cohort, decimal target) => kind switch
    {
        Tables.AlertKind.LowAcceptance => Filled(
            cohort,
            target,
            "Of {0} leads handed off long enough ago, sales accepted {1} ({2} %); the agreement asks for {3} %. Look with sales at the reasons for rejection, and tighten what counts as SQL.",
            "Sur {0} leads transférés depuis assez longtemps, les commerciaux en ont accepté {1} ({2} %) ; l’accord en demande {3} %. Étudiez avec eux les motifs de refus et resserrez ce qui compte comme SQL."),
        Tables.AlertKind.LowMeetingRate => Filled(
            cohort,
            target,
            "Of {0} leads handed off long enough ago, {1} came to a meeting ({2} %); the agreement asks for {3} %. Look with sales at which campaigns and criteria bring leads that do not meet.",
            "Sur {0} leads transférés depuis assez longtemps, {1} ont mené à un rendez-vous ({2} %) ; l’accord en demande {3} %. Cherchez avec les commerciaux quelles campagnes et quels critères amènent des leads sans rendez-vous."),
        _ => Filled(
            cohort,
            target,
            "Of {0} hand-offs, {1} were handled without breaking a promise ({2} %); the agreement asks for {3} %. Look at who has too many leads, and at absences.",
            "Sur {0} transferts, {1} ont été traités sans dépassement ({2} %) ; l’accord en demande {3} %. Voyez qui a trop de leads, et les absences."),
    };

    private static Text Filled(Cohort cohort, decimal target, string english, string french)
    {
        var rate = (cohort.Rate ?? 0) * 100;
        return new Text(Fill(english, NumberFormatInfo.InvariantInfo), Fill(french, French));

        string Fill(string text, NumberFormatInfo numbers) => string.Format(numbers, text, cohort.Size, cohort.Successes, rate.ToString("0.#", numbers), target.ToString("0.##", numbers));
    }

    private static readonly NumberFormatInfo French = new() { NumberDecimalSeparator = "," };
}
