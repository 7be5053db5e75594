using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>A version of the rules by which leads score, as people write it. Immutable; compile it with <see cref="ScoringPolicy"/>.</summary>
public sealed record ScoringModel
{
    /// <summary>Identity of this version.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its number.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Percentage of fit in the whole score; with <see cref="EngagementWeight"/> it makes 100.</summary>
    public int FitWeight { get; init; } = 50;

    /// <summary>Percentage of engagement in the whole score.</summary>
    public int EngagementWeight { get; init; } = 50;

    /// <summary>Lowest fit for A, B and C; below C is D.</summary>
    public Bands FitBands { get; init; } = new(75, 50, 25);

    /// <summary>Lowest engagement for 1, 2 and 3; below 3 is 4.</summary>
    public Bands EngagementBands { get; init; } = new(75, 50, 25);

    /// <summary>The most a group may give or take in all, in points; a group not named has no cap.</summary>
    public IReadOnlyDictionary<CriterionGroup, int> GroupCaps { get; init; } = new Dictionary<CriterionGroup, int>();

    /// <summary>The rules.</summary>
    public IReadOnlyList<Criterion> Criteria { get; init; } = [];
}

/// <summary>Three thresholds that part a dimension (0–100) into four bands, the best first.</summary>
/// <param name="First">Lowest value of the best band.</param>
/// <param name="Second">Lowest value of the second.</param>
/// <param name="Third">Lowest value of the third; below it is the last.</param>
public sealed record Bands(int First, int Second, int Third)
{
    /// <summary>The band of a dimension given in hundredths: 0 the best, 3 the last.</summary>
    public int Of(int hundredths) =>
        hundredths >= First * 100 ? 0 : hundredths >= Second * 100 ? 1 : hundredths >= Third * 100 ? 2 : 3;
}
