using System;
using System.Collections.Generic;
using System.Globalization;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>Puts the strongest contributions of a score into words, for the seller who is about to call.</summary>
public static class Reasons
{
    /// <summary>The strongest criteria, what speaks against the lead first among equals in weight, each with its share of the whole score.</summary>
    /// <param name="score">The score.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<Contribution> Strongest(Score score, int most)
    {
        var criteria = new List<Contribution>();
        foreach (var contribution in score.Contributions)
        {
            if (contribution.Kind == ContributionKind.Criterion && contribution.Share != 0)
                criteria.Add(contribution);
        }

        var strongest = new List<KeyValuePair<int, Contribution>>();
        for (var i = 0; i < criteria.Count; i++)
            strongest.Add(new KeyValuePair<int, Contribution>(i, criteria[i]));
        strongest.Sort((left, right) =>
        {
            var bySize = Math.Abs(right.Value.Share).CompareTo(Math.Abs(left.Value.Share));
            var bySign = left.Value.Share.CompareTo(right.Value.Share);
            return bySize != 0 ? bySize : bySign != 0 ? bySign : left.Key.CompareTo(right.Key);
        });
        return strongest.ConvertAll(pair => pair.Value).GetRange(0, Math.Min(most, strongest.Count));
    }

    /// <summary>The reasons as text, one a line: what takes the lead out, then the strongest contributions.</summary>
    /// <param name="score">The score.</param>
    /// <param name="language">The reader's language.</param>
    /// <param name="most">How many contributions at most.</param>
    public static string InWords(Score score, Language language, int most = 5)
    {
        var culture = CultureOf(language);
        var lines = new List<string>();
        foreach (var disqualifier in score.Disqualifiers)
            lines.Add((language == Language.French ? "Disqualifié : " : "Disqualified: ") + disqualifier.NameIn(language));
        foreach (var contribution in Strongest(score, most))
        {
            var times = contribution.Events > 1 ? string.Format(culture, " (×{0})", contribution.Events) : string.Empty;
            lines.Add(contribution.Share.ToString("+0.00;−0.00", culture) + "  " + contribution.Criterion!.NameIn(language) + times);
        }

        return string.Join("\n", lines);
    }

    /// <summary>Only the decimal mark differs; a culture's other habits vary between machines.</summary>
    private static CultureInfo CultureOf(Language language)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        if (language == Language.French)
            culture.NumberFormat.NumberDecimalSeparator = ",";
        return culture;
    }
}
