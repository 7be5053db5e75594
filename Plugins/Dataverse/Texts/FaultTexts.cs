using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse;

/// <summary>What is wrong with a model or an agreement, in words: the criterion's name, the fault and the remedy.</summary>
internal static class FaultTexts
{
    // More would not be read; the rest shows once these are mended.
    private const int Most = 5;

    // Enough to find the place; a value may have thousands of characters.
    private const int MostOfArgument = 200;

    /// <summary>The first faults, one a line.</summary>
    public static Text Of(IReadOnlyList<ModelFault> faults) => new(
        Lines(faults, Language.English), Lines(faults, Language.French));

    /// <summary>One fault without the name of what it is about.</summary>
    public static Text Words(FaultCode code, IReadOnlyList<string> arguments) => Text(new ModelFault(code, null, arguments));

    private static string Lines(IReadOnlyList<ModelFault> faults, Language language) =>
        string.Join("\n", faults.Take(Most).Select(fault => Line(fault, language)));

    private static string Line(ModelFault fault, Language language)
    {
        var text = Text(fault);
        var words = language == Language.French ? text.French : text.English;
        if (fault.Criterion is null)
            return words;
        var name = fault.Criterion.NameIn(language);
        return language == Language.French
            ? "Critère « " + name + " » : " + words
            : "Criterion “" + name + "”: " + words;
    }

    private static Text Text(ModelFault fault) => fault.Code switch
    {
        FaultCode.UnknownOperator => Say(fault,
            "it has no operator that is known. Choose one of the list.",
            "son opérateur n’est pas connu. Choisissez-en un dans la liste."),
        FaultCode.ValueMissing => Say(fault,
            "its operator needs a value. Enter one.",
            "son opérateur demande une valeur. Saisissez-la."),
        FaultCode.UnknownColumn => Say(fault,
            "the lead has no column “{0}” that a rule can test. Check its logical name.",
            "le lead n’a pas de colonne « {0} » qu’une règle puisse tester. Vérifiez son nom logique."),
        FaultCode.ColumnMissing => Say(fault,
            "it names no column. Enter the logical name of a column of the lead.",
            "il ne désigne aucune colonne. Saisissez le nom logique d’une colonne du lead."),
        FaultCode.WrongColumnType => Say(fault,
            "“{0}” cannot be asked of the column “{1}” ({2}). Choose another operator or column.",
            "« {0} » ne s’applique pas à la colonne « {1} » ({2}). Choisissez un autre opérateur ou une autre colonne.", 0, 2),
        FaultCode.WrongValue => Say(fault,
            "“{0}” is no value ({1}) for the column “{2}”. Write numbers as 12.5, dates as 2025-12-31, yes or no as yes or no, choices by their number.",
            "« {0} » n’est pas une valeur ({1}) pour la colonne « {2} ». Écrivez les nombres 12.5, les dates 2025-12-31, oui ou non en toutes lettres, les choix par leur numéro.", 1),
        FaultCode.UnknownOption => Say(fault,
            "“{0}” is no option of the column “{1}”. Its options are: {2}.",
            "« {0} » n’est pas une option de la colonne « {1} ». Ses options sont : {2}."),
        FaultCode.InvalidPattern => Say(fault,
            "the pattern “{0}” cannot be read. Check its brackets, parentheses and backslashes.",
            "le motif « {0} » est illisible. Vérifiez ses crochets, parenthèses et barres obliques inverses."),
        FaultCode.UnsafePattern => Say(fault,
            "the pattern “{0}” could take for ever. Shorten it to 200 characters at most, without repeating a repetition, looking around or referring back.",
            "le motif « {0} » pourrait ne jamais finir. Limitez-le à 200 caractères, sans répétition répétée, ni assertion, ni référence arrière."),
        FaultCode.PatternTooSlow => Say(fault,
            "the pattern “{0}” took too long. Simplify it in a new version of the model.",
            "le motif « {0} » a pris trop de temps. Simplifiez-le dans une nouvelle version du modèle."),
        FaultCode.BandReversed => Say(fault,
            "its lower end {0} is above its upper end {1}. Swap them.",
            "sa borne basse {0} dépasse sa borne haute {1}. Échangez-les."),
        FaultCode.BandsOverlap => Say(fault,
            "its band on “{1}” overlaps that of “{0}”. Let one end before the other begins.",
            "sa tranche sur « {1} » recouvre celle de « {0} ». Faites finir l’une avant que l’autre commence."),
        FaultCode.WrongDays => Say(fault,
            "“{0}” is not a number of days. Enter a whole number from 0 to 36500.",
            "« {0} » n’est pas un nombre de jours. Saisissez un entier de 0 à 36500."),
        FaultCode.PointsOutOfRange => Say(fault,
            "{0} points are out of range. Give from -100 to 100.",
            "{0} points sont hors limites. Donnez de -100 à 100."),
        FaultCode.WrongGroup => Say(fault,
            "its group does not suit its kind. Fit takes Contact, Business or Potential; engagement takes Interest, Interaction or Intent.",
            "son groupe ne convient pas à son type. L’adéquation prend Contact, Entreprise ou Potentiel ; l’engagement prend Intérêt, Interaction ou Intention."),
        FaultCode.NothingToMatch => Say(fault,
            "it matches nothing. Choose a type, a channel, a content or a campaign.",
            "il ne vise rien. Choisissez un type, un canal, un contenu ou une campagne."),
        FaultCode.HalfLifeOutOfRange => Say(fault,
            "its half-life is missing or out of range. Give more than 0 and up to 3650 days.",
            "sa demi-vie manque ou est hors limites. Donnez plus de 0 et jusqu’à 3650 jours."),
        FaultCode.LinearDaysOutOfRange => Say(fault,
            "its days of linear decay are missing or out of range. Give from 1 to 3650.",
            "ses jours de décroissance linéaire manquent ou sont hors limites. Donnez de 1 à 3650."),
        FaultCode.WrongSteps => Say(fault,
            "its decay steps cannot be used. Write 1 to 20 of them with rising days and falling per cent, as in 30:50; 60:25; 90:0.",
            "ses paliers de décroissance sont inutilisables. Écrivez-en de 1 à 20, jours croissants et pourcentages décroissants, comme 30:50; 60:25; 90:0."),
        FaultCode.LimitOutOfRange => Say(fault,
            "{0} is {1}. Give from {2} to {3}.",
            "{0} vaut {1}. Donnez de {2} à {3}.", 0),
        FaultCode.FrequencyIncomplete => Say(fault,
            "its frequency limit needs both a count and a number of days. Enter both or neither.",
            "sa limite de fréquence demande un nombre et des jours. Saisissez les deux, ou aucun."),
        FaultCode.NameTwice => Say(fault,
            "another criterion of the model has this name. Give it a name of its own.",
            "un autre critère du modèle porte ce nom. Donnez-lui un nom qui lui soit propre."),
        FaultCode.WeightOutOfRange => Say(fault,
            "The weight of {0} is {1}. Give from 0 to 100.",
            "Le poids ({0}) vaut {1}. Donnez de 0 à 100.", 0),
        FaultCode.WeightsDoNotAddUp => Say(fault,
            "The weights of fit ({0}) and engagement ({1}) do not make 100. Change one of them.",
            "Les poids de l’adéquation ({0}) et de l’engagement ({1}) ne font pas 100. Changez l’un des deux."),
        FaultCode.GradeBandsOverlap => Say(fault,
            "The grade bands of {0} ({1}, {2}, {3}) overlap. Let each be lower than the one before, from 100 at most to 0 at least.",
            "Les tranches ({0} : {1}, {2}, {3}) se recouvrent. Rendez chacune plus basse que la précédente, de 100 au plus à 0 au moins.", 0),
        FaultCode.NoCriteria => Say(fault,
            "The model has no criterion. Add at least one.",
            "Le modèle n’a aucun critère. Ajoutez-en au moins un."),
        FaultCode.ThresholdOutOfRange => Say(fault,
            "{0} is missing or out of range. Give from {2} to {3}.",
            "{0} manque ou est hors limites. Donnez de {2} à {3}.", 0),
        FaultCode.SqlBelowMql => Say(fault,
            "SQL asks less {0} ({1}) than MQL ({2}). Raise the one or lower the other.",
            "SQL demande moins ({0} : {1}) que MQL ({2}). Relevez l’un ou baissez l’autre.", 0),
        FaultCode.UnknownRequiredFact => Say(fault,
            "The required fact “{0}” is no column of the lead. Check its logical name.",
            "Le fait exigé « {0} » n’est pas une colonne du lead. Vérifiez son nom logique."),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Code, "This fault has no text; give it one here."),
    };

    /// <param name="fault">Gives the arguments.</param>
    /// <param name="english">The English text.</param>
    /// <param name="french">The French text.</param>
    /// <param name="terms">Which arguments are the domain's own words, to be put into the reader's.</param>
    private static Text Say(ModelFault fault, string english, string french, params int[] terms) => new(
        Fill(english, fault.Arguments, argument => argument, []),
        Fill(french, fault.Arguments, argument => FrenchTerms.TryGetValue(argument, out var term) ? term : argument, terms));

    private static string Fill(string text, IReadOnlyList<string> arguments, Func<string, string> word, int[] terms)
    {
        var values = new object[4];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = i >= arguments.Count ? "?"
                : Array.IndexOf(terms, i) >= 0 ? word(arguments[i])
                : Clip.To(arguments[i], MostOfArgument);
        }

        return string.Format(CultureInfo.InvariantCulture, text, values);
    }

    private static readonly Dictionary<string, string> FrenchTerms = new(StringComparer.Ordinal)
    {
        ["fit"] = "adéquation",
        ["MQL fit"] = "L’adéquation MQL",
        ["MQL engagement"] = "L’engagement MQL",
        ["SQL fit"] = "L’adéquation SQL",
        ["SQL engagement"] = "L’engagement SQL",
        ["hysteresis margin"] = "La marge d’hystérésis",
        ["hysteresis days"] = "La durée d’hystérésis",
        ["hand-raise days"] = "La durée d’une demande directe",
        ["exploration per cent"] = "Le pourcentage d’exploration",
        ["exploration margin"] = "La marge d’exploration",
        ["window"] = "la fenêtre",
        ["frequency count"] = "le nombre de la limite de fréquence",
        ["frequency days"] = "la durée de la limite de fréquence",
        ["cap"] = "le plafond",
        ["Contact cap"] = "Le plafond du groupe Contact",
        ["Business cap"] = "Le plafond du groupe Entreprise",
        ["Potential cap"] = "Le plafond du groupe Potentiel",
        ["Interest cap"] = "Le plafond du groupe Intérêt",
        ["Interaction cap"] = "Le plafond du groupe Interaction",
        ["Intent cap"] = "Le plafond du groupe Intention",
        ["Text"] = "texte",
        ["Number"] = "nombre",
        ["Choice"] = "choix",
        ["Flag"] = "oui ou non",
        ["Instant"] = "date",
        ["Reference"] = "recherche",
        ["Equals"] = "égal à",
        ["NotEquals"] = "différent de",
        ["In"] = "parmi",
        ["Contains"] = "contient",
        ["BeginsWith"] = "commence par",
        ["Matches"] = "correspond au motif",
        ["Greater"] = "supérieur à",
        ["Less"] = "inférieur à",
        ["Between"] = "entre",
        ["WithinDays"] = "à N jours près",
    };
}
