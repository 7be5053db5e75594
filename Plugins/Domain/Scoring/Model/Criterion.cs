using System;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>One rule of a scoring model that both teams signed.</summary>
public abstract record Criterion
{
    /// <summary>The smallest and largest points a criterion may carry.</summary>
    public const int MinPoints = -100, MaxPoints = 100;

    /// <summary>Identity of the rule, used to join contributions to it.</summary>
    public required Guid Id { get; init; }

    /// <summary>What the rule is called for an English reader; also its name in errors.</summary>
    public required string Name { get; init; }

    /// <summary>What it is called for a French reader; empty falls back to <see cref="Name"/>.</summary>
    public string? FrenchName { get; init; }

    /// <summary>What it is about; decides the dimension and the group cap.</summary>
    public required CriterionGroup Group { get; init; }

    /// <summary>Points it gives when met, from −100 to 100.</summary>
    public int Points { get; init; }

    /// <summary>Whether meeting it takes the lead out, whatever its score.</summary>
    public bool IsDisqualifier { get; init; }

    /// <summary>Its name in the reader's language.</summary>
    public string NameIn(Language language) =>
        language == Language.French && !string.IsNullOrWhiteSpace(FrenchName) ? FrenchName! : Name;
}

/// <summary>A rule on one column of the lead. It never decays.</summary>
public sealed record FitCriterion : Criterion
{
    /// <summary>The column tested.</summary>
    public required string Column { get; init; }

    /// <summary>The test.</summary>
    public required FitOperator Operator { get; init; }

    /// <summary>What the column is compared with; for <see cref="FitOperator.In"/> one value a line or separated by semicolons.</summary>
    public string? Value { get; init; }

    /// <summary>The upper end for <see cref="FitOperator.Between"/>.</summary>
    public string? UpperValue { get; init; }
}

/// <summary>A rule on engagement events: every matching event earns the points, less what decay, limit and cap take.</summary>
public sealed record EngagementCriterion : Criterion
{
    /// <summary>The kind of event, or any.</summary>
    public EngagementType? Type { get; init; }

    /// <summary>The channel it came by, or any.</summary>
    public Channel? Channel { get; init; }

    /// <summary>What the event's content begins with, or any content.</summary>
    public string? ContentPrefix { get; init; }

    /// <summary>The campaign it answers, or any.</summary>
    public Guid? CampaignId { get; init; }

    /// <summary>How the points fade with the event's age.</summary>
    public Decay Decay { get; init; } = Decay.None;

    /// <summary>Days after which an event no longer counts; an event exactly that old still does. Null: it always counts.</summary>
    public int? WindowDays { get; init; }

    /// <summary>At most so many events count within any <see cref="FrequencyDays"/>, the newest first. Null: no limit.</summary>
    public int? FrequencyCount { get; init; }

    /// <summary>The period of the frequency limit, in days; two events exactly that far apart are not in the same period.</summary>
    public int? FrequencyDays { get; init; }

    /// <summary>The most the rule may give or take in all, in points. Null: no cap.</summary>
    public int? Cap { get; init; }
}
