using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>The part of the signed agreement that decides a lead's stage.</summary>
public sealed record AgreementTerms
{
    /// <summary>Identity of the agreement.</summary>
    public required Guid Id { get; init; }

    /// <summary>What makes a marketing-qualified lead.</summary>
    public required Threshold Mql { get; init; }

    /// <summary>What makes a sales-qualified lead.</summary>
    public required Threshold Sql { get; init; }

    /// <summary>Facts without which nobody can call back: asked of a hand-raise.</summary>
    public IReadOnlyList<RequiredFact> ContactFacts { get; init; } = [];

    /// <summary>Points below a threshold that still hold a stage (δ).</summary>
    public int HysteresisMargin { get; init; }

    /// <summary>Days a lead must stay below threshold − δ before it loses its stage.</summary>
    public int HysteresisDays { get; init; }

    /// <summary>Days for which a demo or contact request counts as a hand-raise; exactly that old still does.</summary>
    public int HandRaiseDays { get; init; } = 30;

    /// <summary>Share of leads just below SQL that go to sales anyway, in per cent; 0 for none.</summary>
    public decimal ExplorationPercent { get; init; }

    /// <summary>How far below the SQL thresholds “just below” reaches, in points.</summary>
    public int ExplorationMargin { get; init; }
}

/// <summary>A stage's thresholds and the facts it asks for.</summary>
/// <param name="Fit">Lowest fit, 0–100.</param>
/// <param name="Engagement">Lowest engagement, 0–100.</param>
/// <param name="Facts">Facts that must be known.</param>
public sealed record Threshold(int Fit, int Engagement, IReadOnlyList<RequiredFact> Facts);

/// <summary>A fact that must be known; any one of its columns will do.</summary>
/// <param name="Columns">The columns, one at least.</param>
public sealed record RequiredFact(IReadOnlyList<string> Columns)
{
    private static readonly char[] Separators = ['\r', '\n', ';', ','];

    /// <summary>Reads a list as people write it: one fact a line or separated by semicolons or commas; <c>a|b</c> means either.</summary>
    public static IReadOnlyList<RequiredFact> ParseList(string? text)
    {
        var facts = new List<RequiredFact>();
        foreach (var item in (text ?? string.Empty).Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            var columns = new List<string>();
            foreach (var column in item.Split('|'))
            {
                if (!string.IsNullOrWhiteSpace(column))
                    columns.Add(column.Trim().ToLowerInvariant());
            }

            if (columns.Count > 0)
                facts.Add(new RequiredFact(columns));
        }

        return facts;
    }
}
