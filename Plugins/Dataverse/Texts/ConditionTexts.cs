using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Smarketing.Crm.Domain.Conditions;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse;

/// <summary>What is wrong with conditions, in words: whose they are, the line, the fault and the remedy.</summary>
internal static class ConditionTexts
{
    private const int Most = 5;
    private const int MostOfLine = 100;

    private const string Operators =
        "equals, not equals, in, contains, begins with, matches, greater, less, between, is known, is unknown, within days";

    private const string FrenchOperators =
        "égal à, différent de, parmi, contient, commence par, correspond à, supérieur à, inférieur à, entre, est connu, est inconnu, à jours près";

    /// <summary>The first faults, one a line, each naming its line.</summary>
    /// <param name="owner">The rule, pair or persona whose conditions they are, in both languages, as in <c>Routing rule “North”</c>.</param>
    /// <param name="faults">At least one.</param>
    public static Text Of(Text owner, IReadOnlyList<ConditionFault> faults) => new(
        string.Join("\n", faults.Take(Most).Select(fault => string.Format(
            CultureInfo.InvariantCulture, "{0}, line {1} of its conditions (“{2}”): {3}", owner.English, fault.Line, Line(fault), Words(fault).English))),
        string.Join("\n", faults.Take(Most).Select(fault => string.Format(
            CultureInfo.InvariantCulture, "{0}, ligne {1} de ses conditions (« {2} ») : {3}", owner.French, fault.Line, Line(fault), Words(fault).French))));

    private static string Line(ConditionFault fault) => Clip.To(fault.Written, MostOfLine);

    private static Text Words(ConditionFault fault) => fault.Code == FaultCode.UnknownOperator
        ? new Text(
            "it has no operator that is known. Write column, operator and values, with one of: " + Operators + ".",
            "son opérateur n’est pas connu. Écrivez colonne, opérateur et valeurs, avec l’un de : " + FrenchOperators + ".")
        : FaultTexts.Words(fault.Code, fault.Arguments);
}
