using System;

namespace Smarketing.LocalDataverse;

/// <summary>How a <see cref="LocalOrganization"/> is opened.</summary>
public sealed class LocalOrganizationOptions
{
    /// <summary>The SQLite file that keeps the organisation, made when it does not exist; null keeps everything in memory.</summary>
    public string? DatabaseFile { get; init; }

    /// <summary>The one clock of the organisation: every date the platform writes and hands to plug-ins comes from it, in UTC.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// The one source of chance, for the random part of autonumbers: given a number, one from 0 up to, but not including, it. Null draws from the operating system.
    /// </summary>
    public Func<int, int>? Chance { get; init; }

    /// <summary>The unique name of the organisation, used only when it is made.</summary>
    public string Name { get; init; } = "smarketing";

    /// <summary>The base language as an LCID; labels of the standard tables are English (1033).</summary>
    public int LanguageCode { get; init; } = 1033;
}
