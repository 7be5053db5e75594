using System;
using System.Collections.Generic;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Domain.Conditions;

/// <summary>How operators are written in conditions: in words of either language, or by their signs. Case and accents do not matter.</summary>
internal static class OperatorWords
{
    /// <summary>The most words one operator has.</summary>
    public const int Most = 3;

    private static readonly Dictionary<string, FitOperator> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["equals"] = FitOperator.Equals,
        ["="] = FitOperator.Equals,
        ["égal à"] = FitOperator.Equals,
        ["not equals"] = FitOperator.NotEquals,
        ["<>"] = FitOperator.NotEquals,
        ["différent de"] = FitOperator.NotEquals,
        ["in"] = FitOperator.In,
        ["parmi"] = FitOperator.In,
        ["contains"] = FitOperator.Contains,
        ["contient"] = FitOperator.Contains,
        ["begins with"] = FitOperator.BeginsWith,
        ["commence par"] = FitOperator.BeginsWith,
        ["matches"] = FitOperator.Matches,
        ["correspond à"] = FitOperator.Matches,
        ["greater"] = FitOperator.Greater,
        ["greater than"] = FitOperator.Greater,
        [">"] = FitOperator.Greater,
        ["supérieur à"] = FitOperator.Greater,
        ["less"] = FitOperator.Less,
        ["less than"] = FitOperator.Less,
        ["<"] = FitOperator.Less,
        ["inférieur à"] = FitOperator.Less,
        ["between"] = FitOperator.Between,
        ["entre"] = FitOperator.Between,
        ["is known"] = FitOperator.IsKnown,
        ["est connu"] = FitOperator.IsKnown,
        ["is unknown"] = FitOperator.IsUnknown,
        ["est inconnu"] = FitOperator.IsUnknown,
        ["within days"] = FitOperator.WithinDays,
        ["à jours près"] = FitOperator.WithinDays,
    };

    private static readonly Dictionary<string, FitOperator> Folded = Fold();

    /// <summary>The operator written so, or <c>null</c>.</summary>
    public static FitOperator? Find(string words) => Folded.TryGetValue(TextFolding.Fold(words), out var found) ? found : null;

    private static Dictionary<string, FitOperator> Fold()
    {
        var folded = new Dictionary<string, FitOperator>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in Known)
            folded.Add(TextFolding.Fold(word.Key), word.Value);
        return folded;
    }
}
