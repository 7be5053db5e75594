using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Smarketing.Crm.Domain.Objectives;

namespace Smarketing.Crm.Dataverse;

/// <summary>What is said about objectives: what they lack, why they are refused, and when they are behind.</summary>
internal static class ObjectiveTexts
{
    /// <summary>An objective that is not SMART: everything it lacks, one a line.</summary>
    public static Text NotSmart(string? name, IReadOnlyList<SmartFault> faults)
    {
        var words = faults.Select(Words).ToArray();
        return new Text(
            Fill("The objective “{0}” is not SMART. ", name) + string.Join(" ", words.Select(word => word.English)),
            Fill("L’objectif « {0} » n’est pas SMART. ", name) + string.Join(" ", words.Select(word => word.French)));
    }

    /// <summary>Why an event of its life is refused, other than for not being SMART.</summary>
    public static Text Refused(string? name, ObjectiveRefusal refusal) => refusal switch
    {
        ObjectiveRefusal.Runs => new Text(
            Fill("The objective “{0}” is running, and what both sides want stays as it was said. Cancel it and write another.", name),
            Fill("L’objectif « {0} » est en cours : ce que les deux équipes visent reste comme convenu. Annulez-le et rédigez-en un autre.", name)),
        ObjectiveRefusal.NeverRan => new Text(
            Fill("The objective “{0}” never ran, so it can be neither reached nor missed. Start it or cancel it.", name),
            Fill("L’objectif « {0} » n’a jamais été en cours : il ne peut être ni atteint ni manqué. Lancez-le ou annulez-le.", name)),
        _ => new Text(
            Fill("The objective “{0}” is closed and cannot be changed. Write another.", name),
            Fill("L’objectif « {0} » est clos et ne peut plus être modifié. Rédigez-en un autre.", name)),
    };

    /// <summary>Figures and the end are not entered by hand.</summary>
    public static Text FiguresAreComputed(string? name) => new(
        Fill("The figures and the end of the objective “{0}” come from outcomes and are written by the product. Leave them out; to give the objective up, cancel it.", name),
        Fill("Les chiffres et l’issue de l’objectif « {0} » viennent des résultats et sont écrits par le produit. Laissez-les ; pour renoncer à l’objectif, annulez-le.", name));

    /// <summary>The name of the alert.</summary>
    public static Text AlertName(string? name) => new(
        Clip.To(Fill("Objective behind: {0}", name), 200),
        Clip.To(Fill("Objectif en retard : {0}", name), 200));

    /// <summary>What the alert says.</summary>
    public static Text Behind(string? name, Progress progress) => new(
        string.Format(
            CultureInfo.InvariantCulture,
            "The objective “{0}” is behind: {1:0.##} reached, {2:0.##} expected by now. Marketing and sales look at it together in the weekly review.",
            name ?? "?",
            progress.Actual,
            progress.Expected),
        string.Format(
            CultureInfo.InvariantCulture,
            "L’objectif « {0} » est en retard : {1:0.##} atteint, {2:0.##} attendu à ce jour. Marketing et commerciaux l’examinent ensemble en revue hebdomadaire.",
            name ?? "?",
            progress.Actual,
            progress.Expected));

    private static Text Words(SmartFault fault) => fault switch
    {
        SmartFault.NoMetric => new("It does not say what is measured: choose a metric.", "Il ne dit pas ce qui est mesuré : choisissez un indicateur."),
        SmartFault.NoTarget => new("It does not say how much: enter a target.", "Il ne dit pas combien : saisissez une cible."),
        SmartFault.TargetNotPositive => new("Its target must be more than 0.", "Sa cible doit être supérieure à 0."),
        SmartFault.RateAbove100 => new("Its target is a rate: enter 100 at most.", "Sa cible est un taux : saisissez 100 au plus."),
        SmartFault.NoFirstDay => new("It has no first day: enter one.", "Il n’a pas de premier jour : saisissez-le."),
        SmartFault.NoLastDay => new("It has no last day: enter one.", "Il n’a pas de dernier jour : saisissez-le."),
        SmartFault.EndsBeforeItBegins => new("Its last day is before its first: swap them.", "Son dernier jour précède le premier : échangez-les."),
        SmartFault.NoMarketer => new("No marketer owns it: choose one.", "Aucun marketeur ne le porte : choisissez-en un."),
        SmartFault.NoSeller => new("No seller owns it: choose one.", "Aucun commercial ne le porte : choisissez-en un."),
        SmartFault.OneOwner => new(
            "One person owns it on both sides: choose a marketer and a seller who differ.",
            "Une seule personne le porte des deux côtés : choisissez un marketeur et un commercial différents."),
        _ => new("It serves no agreement: choose one.", "Il ne sert aucun accord : choisissez-en un."),
    };

    private static string Fill(string text, string? name) => string.Format(CultureInfo.InvariantCulture, text, name ?? "?");
}
