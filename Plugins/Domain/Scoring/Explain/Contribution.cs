namespace Smarketing.Crm.Domain.Scoring;

/// <summary>The two dimensions of a score.</summary>
public enum Dimension
{
    Fit = 0,
    Engagement = 1,
}

/// <summary>What a line of an explanation stands for.</summary>
public enum ContributionKind
{
    /// <summary>Points a criterion gave.</summary>
    Criterion = 0,

    /// <summary>What the criterion's own cap cut off.</summary>
    CriterionCap = 1,

    /// <summary>What the group's cap cut off.</summary>
    GroupCap = 2,

    /// <summary>What lies below 0 or above 100.</summary>
    DimensionLimit = 3,
}

/// <summary>
/// One line of a score's explanation. The points of a dimension's lines add up to the dimension,
/// and the shares of all lines add up to the whole score, both to the last hundredth.
/// </summary>
/// <param name="Kind">What the line stands for.</param>
/// <param name="Dimension">The dimension it belongs to.</param>
/// <param name="Group">The group; null for a dimension's limit.</param>
/// <param name="Criterion">The criterion; null for group and dimension lines.</param>
/// <param name="Events">How many events gave it; 0 for fit.</param>
/// <param name="Points">Points in the dimension, two decimals.</param>
/// <param name="Share">Points in the whole score, weight applied, two decimals.</param>
public sealed record Contribution(
    ContributionKind Kind, Dimension Dimension, CriterionGroup? Group, Criterion? Criterion, int Events, decimal Points, decimal Share);
