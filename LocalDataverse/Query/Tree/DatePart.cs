namespace Smarketing.LocalDataverse.Query.Tree;

/// <summary>The parts of a date an aggregate query groups by. Each is a number: the 25th of all months is one day group.</summary>
internal enum DatePart
{
    /// <summary>Day of the month, 1 to 31.</summary>
    Day,

    /// <summary>Week of the year, 1 to 54; the first holds 1 January, the next begins with the organisation's first day of the week.</summary>
    Week,

    /// <summary>Month, 1 to 12.</summary>
    Month,

    /// <summary>Quarter, 1 to 4.</summary>
    Quarter,

    Year,
}
