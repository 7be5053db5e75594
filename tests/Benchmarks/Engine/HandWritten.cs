using System;
using System.Collections.Generic;

namespace Smarketing.Benchmarks.Engine;

/// <summary>
/// What a developer would write for just these rules: no model, no operators, the rules in the code. It keeps what each rule gave,
/// as a seller is to see it.
/// </summary>
internal static class HandWritten
{
    public static (decimal Fit, decimal Engagement) Score(LeadRow lead, EventRow[] events, DateTime now)
    {
        var fit = 0.0;
        var given = new double[Rulebook.FitRules + Rulebook.EngagementRules];
        for (var i = 0; i < Rulebook.FitRules; i++)
        {
            var met = i % 2 == 0
                ? string.Equals(lead.Texts[i % 5], Words[i % 7], StringComparison.OrdinalIgnoreCase)
                : lead.Numbers[i % 5] > Rulebook.Threshold(i);
            if (met)
                fit += given[i] = Rulebook.Points(i) + 3;
        }

        var sorted = (EventRow[])events.Clone();
        Array.Sort(sorted, (left, right) => right.OccurredOn.CompareTo(left.OccurredOn));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in sorted)
        {
            if (!seen.Add(item.SourceKey))
                continue;
            var age = (now - item.OccurredOn).TotalDays;
            for (var i = 0; i < Rulebook.EngagementRules; i++)
            {
                if (Rulebook.Type(i) == item.Type && age <= Rulebook.WindowDays(i))
                    given[Rulebook.FitRules + i] += Rulebook.Points(i) * Math.Pow(2, -age / Rulebook.HalfLifeDays(i));
            }
        }

        var engagement = 0.0;
        for (var i = 0; i < Rulebook.EngagementRules; i++)
            engagement += Math.Clamp(given[Rulebook.FitRules + i], -Rulebook.Cap(i), Rulebook.Cap(i));
        return (Rounded(fit), Rounded(engagement));
    }

    private static readonly string[] Words = ["word0", "word1", "word2", "word3", "word4", "word5", "word6"];

    private static decimal Rounded(double value) =>
        Math.Round((decimal)Math.Clamp(value, 0, 100), 2, MidpointRounding.AwayFromZero);
}
