using System;
using System.Collections.Generic;
using Smarketing.LocalDataverse.Formatting;
using Smarketing.LocalDataverse.Query;

namespace Smarketing.Tests.LocalDataverse.Query;

/// <summary>A user made up for a test.</summary>
internal sealed class Asker : ICaller
{
    public Guid Id { get; init; }

    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    public int LanguageCode { get; init; } = 1033;

    public DayOfWeek WeekStart { get; init; } = DayOfWeek.Sunday;

    public Guid BusinessUnitId { get; init; }

    public IReadOnlyCollection<Guid> TeamIds { get; init; } = [];

    public UserFormats Formats => new(LanguageCode, FormatConventions.Of(LanguageCode), TimeZone, new CurrencyFormat("€", 2), 2, _ => null);
}
