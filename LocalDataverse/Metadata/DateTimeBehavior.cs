namespace Smarketing.LocalDataverse.Metadata;

/// <summary>How a date column relates to time zones.</summary>
internal enum DateTimeBehavior
{
    /// <summary>An instant: kept and given in UTC, shown in the reader's time zone.</summary>
    UserLocal,

    /// <summary>A calendar date: time of day is cut off, no time zone applies.</summary>
    DateOnly,

    /// <summary>Date and time as written: no time zone applies.</summary>
    TimeZoneIndependent,
}
