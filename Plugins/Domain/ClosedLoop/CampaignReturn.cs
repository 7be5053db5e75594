using System;

namespace Smarketing.Crm.Domain.ClosedLoop;

/// <summary>What a campaign cost and brought, in base currency.</summary>
/// <param name="Cost">Its actual cost.</param>
/// <param name="Leads">Leads whose source it is.</param>
/// <param name="Margin">Margin attributed to it; <c>null</c> when it earned revenue of which no margin is known.</param>
public sealed record CampaignReturn(decimal Cost, int Leads, decimal? Margin)
{
    /// <summary>Cost ÷ leads, to the cent; <c>null</c> without leads.</summary>
    public decimal? CostPerLead => Leads == 0 ? null : Math.Round(Cost / Leads, 2, MidpointRounding.AwayFromZero);

    /// <summary>(margin − cost) ÷ cost, to four decimals; <c>null</c> when there was no cost or the margin is not known.</summary>
    public decimal? Roi => Cost == 0 || Margin is not { } margin ? null : Math.Round((margin - Cost) / Cost, 4, MidpointRounding.AwayFromZero);
}
