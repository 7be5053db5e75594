namespace Smarketing.Crm.Domain.Scoring;

/// <summary>How a fit criterion tests a column. A missing value satisfies only <see cref="IsUnknown"/>.</summary>
public enum FitOperator
{
    Equals = 0,
    NotEquals = 1,
    In = 2,
    Contains = 3,
    BeginsWith = 4,

    /// <summary>A safe pattern, matched in time proportional to the text, occurs in it.</summary>
    Matches = 5,
    Greater = 6,
    Less = 7,

    /// <summary>Both ends included.</summary>
    Between = 8,
    IsKnown = 9,
    IsUnknown = 10,

    /// <summary>The date is no more than N days of 24 hours away from now, before or after.</summary>
    WithinDays = 11,
}
