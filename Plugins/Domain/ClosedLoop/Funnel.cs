using System;

namespace Smarketing.Crm.Domain.ClosedLoop;

/// <summary>What a set of leads came to, stage by stage; facts that were taken back are taken off.</summary>
public sealed record Funnel
{
    /// <summary>Leads.</summary>
    public int Leads { get; init; }

    /// <summary>How often these became MQL.</summary>
    public int Mqls { get; init; }

    /// <summary>How often these were handed off.</summary>
    public int Sqls { get; init; }

    /// <summary>Hand-offs accepted.</summary>
    public int Accepted { get; init; }

    /// <summary>Hand-offs rejected.</summary>
    public int Rejected { get; init; }

    /// <summary>Meetings held.</summary>
    public int Meetings { get; init; }

    /// <summary>Opportunities opened.</summary>
    public int Opportunities { get; init; }

    /// <summary>Opportunities won.</summary>
    public int Won { get; init; }

    /// <summary>Opportunities lost.</summary>
    public int Lost { get; init; }

    /// <summary>Revenue of what was won, in base currency.</summary>
    public decimal Revenue { get; init; }

    /// <summary>Won ÷ (won + lost), to four decimals; <c>null</c> when none was closed.</summary>
    public decimal? WinRate => Won + Lost == 0 ? null : Math.Round((decimal)Won / (Won + Lost), 4, MidpointRounding.AwayFromZero);
}
