namespace Smarketing.Crm.Domain.Scoring;

/// <summary>What can be wrong with a model or an agreement. Each has a text with its remedy in every language of the product.</summary>
public enum FaultCode
{
    /// <summary>The operator is not one of the list. Arguments: its number.</summary>
    UnknownOperator,

    /// <summary>The operator needs a value and there is none.</summary>
    ValueMissing,

    /// <summary>No such column on the lead. Arguments: the column.</summary>
    UnknownColumn,

    /// <summary>A fit criterion names no column.</summary>
    ColumnMissing,

    /// <summary>The operator cannot be asked of a column of that type. Arguments: operator, column, the column's kind.</summary>
    WrongColumnType,

    /// <summary>The value cannot be one of the column. Arguments: the value, the kind expected, the column.</summary>
    WrongValue,

    /// <summary>The number is no option of the choice column. Arguments: the value, the column, the options there are.</summary>
    UnknownOption,

    /// <summary>The pattern cannot be read. Arguments: the pattern.</summary>
    InvalidPattern,

    /// <summary>The pattern could take for ever. Arguments: the pattern.</summary>
    UnsafePattern,

    /// <summary>The pattern took too long on a lead's text. Arguments: the pattern.</summary>
    PatternTooSlow,

    /// <summary>The lower end of Between is above the upper. Arguments: lower, upper.</summary>
    BandReversed,

    /// <summary>Two Between criteria of one column and group share a value. Arguments: the other criterion, the column.</summary>
    BandsOverlap,

    /// <summary>“Within days” wants a whole number of days from 0 to 36,500. Arguments: the value.</summary>
    WrongDays,

    /// <summary>Points outside −100…100. Arguments: the points.</summary>
    PointsOutOfRange,

    /// <summary>The group belongs to the other dimension. Arguments: the group.</summary>
    WrongGroup,

    /// <summary>An engagement criterion says neither type, channel, content nor campaign.</summary>
    NothingToMatch,

    /// <summary>A half-life that is not above 0 and up to 3650 days.</summary>
    HalfLifeOutOfRange,

    /// <summary>A linear decay that does not take from 1 to 3650 days.</summary>
    LinearDaysOutOfRange,

    /// <summary>Steps that cannot be read, or not 1 to 20 of them with rising days (0…3650) and falling per cent (100…0), as in 30:50; 60:25; 90:0.</summary>
    WrongSteps,

    /// <summary>Window, limit or cap outside its range. Arguments: which, the value, lowest, highest.</summary>
    LimitOutOfRange,

    /// <summary>A frequency limit has a count without a period or the other way round.</summary>
    FrequencyIncomplete,

    /// <summary>Two criteria have one name. Arguments: the name.</summary>
    NameTwice,

    /// <summary>A weight outside 0…100. Arguments: which, the value.</summary>
    WeightOutOfRange,

    /// <summary>The weights do not add up to 100. Arguments: fit, engagement.</summary>
    WeightsDoNotAddUp,

    /// <summary>A dimension's grade bands do not fall strictly from 100 at most to 0 at least. Arguments: dimension, first, second, third.</summary>
    GradeBandsOverlap,

    /// <summary>The model has no criterion.</summary>
    NoCriteria,

    /// <summary>A number of the agreement outside its range. Arguments: which, the value, lowest, highest.</summary>
    ThresholdOutOfRange,

    /// <summary>SQL asks less than MQL. Arguments: dimension, SQL, MQL.</summary>
    SqlBelowMql,

    /// <summary>A required fact names no column of the lead. Arguments: the column.</summary>
    UnknownRequiredFact,
}
