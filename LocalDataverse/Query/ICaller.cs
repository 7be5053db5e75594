using System;
using System.Collections.Generic;
using Smarketing.LocalDataverse.Formatting;

namespace Smarketing.LocalDataverse.Query;

/// <summary>What a query may need to know of the user who asks. Each is looked up when a query first needs it.</summary>
internal interface ICaller
{
    /// <summary>The user who asks.</summary>
    Guid Id { get; }

    /// <summary>The user's time zone; UTC for users without settings.</summary>
    TimeZoneInfo TimeZone { get; }

    /// <summary>The language (LCID) the user reads in; English for users without settings.</summary>
    int LanguageCode { get; }

    /// <summary>The day on which the organisation's weeks begin; Sunday unless it says otherwise.</summary>
    DayOfWeek WeekStart { get; }

    /// <summary>The user's business unit; empty for users without.</summary>
    Guid BusinessUnitId { get; }

    /// <summary>The teams the user belongs to.</summary>
    IReadOnlyCollection<Guid> TeamIds { get; }

    /// <summary>How values are written for the user.</summary>
    UserFormats Formats { get; }
}
