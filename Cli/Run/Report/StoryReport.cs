using System;
using System.Collections.Generic;

namespace Smarketing.Cli.Run.Report;

/// <summary>What became of the leads after they were ripe: the agreement at work. Keys of <c>story</c> in <c>--json</c>, described in docs/run.md.</summary>
public sealed record StoryReport
{
    public required AgreementLine Agreement { get; init; }

    public required HandoffCounts Handoffs { get; init; }

    /// <summary>The pairs by name.</summary>
    public required IReadOnlyList<PairLine> Pairs { get; init; }

    /// <summary>The campaigns by name.</summary>
    public required IReadOnlyList<CampaignLine> Campaigns { get; init; }

    /// <summary>The personas by name.</summary>
    public required IReadOnlyList<PersonaLine> Personas { get; init; }

    /// <summary>The content by name.</summary>
    public required IReadOnlyList<ContentLine> Contents { get; init; }

    /// <summary>What each model attributes, in all and by campaign; the wholes of one measure are the same by every model.</summary>
    public required IReadOnlyList<ModelLine> Attribution { get; init; }

    /// <summary>The criteria of the model in force that counted at hand-offs, the greatest lift first.</summary>
    public required IReadOnlyList<CriterionLine> Criteria { get; init; }

    public required IReadOnlyList<ObjectiveLine> Objectives { get; init; }

    /// <summary>The last weekly review; null when none was prepared.</summary>
    public required ReviewText? Review { get; init; }

    public sealed record AgreementLine(string? Name, int? Version, string? Status, DateTime? MarketingSignedOn, DateTime? SalesSignedOn, DateTime? InForceOn);

    /// <param name="Total">Hand-offs, every attempt counted.</param>
    /// <param name="Leads">Leads handed off.</param>
    /// <param name="ByStatus">How many stand where.</param>
    /// <param name="Rejections">Rejected hand-offs by reason.</param>
    /// <param name="Breaches">Promises broken.</param>
    /// <param name="Escalated">Hand-offs that went to the manager.</param>
    /// <param name="Unowned">Leads at SQL or further without an owner: never any.</param>
    public sealed record HandoffCounts(
        int Total, int Leads, IReadOnlyDictionary<string, int> ByStatus, IReadOnlyDictionary<string, int> Rejections, int Breaches, int Escalated, int Unowned);

    /// <param name="Pair">Seller and marketer.</param>
    /// <param name="Weight">The pair's weight in its pool.</param>
    /// <param name="Assigned">Leads the round robin gave it.</param>
    /// <param name="Accepted">Hand-offs it accepted.</param>
    /// <param name="Won">Opportunities it won.</param>
    public sealed record PairLine(string? Pair, decimal Weight, int Assigned, int Accepted, int Won);

    /// <summary>A campaign's figures, money in base currency by the agreement's model; ROI is (attributed margin − cost) ÷ cost, null when it cost nothing.</summary>
    public sealed record CampaignLine(
        string? Campaign, decimal Cost, int Leads, int Mqls, int Sqls, int Accepted, int Rejected, int Meetings, int Opportunities, int Customers,
        decimal Pipeline, decimal Revenue, decimal Margin, decimal? CostPerLead, decimal? Roi);

    /// <summary>What the leads of a persona came to; the win rate is customers ÷ (customers + lost), null when nothing was closed.</summary>
    public sealed record PersonaLine(
        string? Persona, int Leads, int Mqls, int Sqls, int Accepted, int Rejected, int Meetings, int Opportunities, int Customers, int Lost, decimal? WinRate, decimal Revenue,
        DateTime? FiguredOn);

    /// <summary>What content brought, money in base currency by the agreement's model.</summary>
    public sealed record ContentLine(string? Content, int Readers, int Opportunities, int Customers, decimal Pipeline, decimal Revenue);

    /// <param name="Model">The model.</param>
    /// <param name="Pipeline">Estimates shared, in base currency.</param>
    /// <param name="Revenue">Revenue shared, in base currency.</param>
    /// <param name="Margin">Margin shared, in base currency.</param>
    /// <param name="Campaigns">The same by campaign, by name; last, without a name, what content earned that belongs to none.</param>
    public sealed record ModelLine(string Model, decimal Pipeline, decimal Revenue, decimal Margin, IReadOnlyList<ModelShare> Campaigns);

    public sealed record ModelShare(string? Campaign, decimal Pipeline, decimal Revenue, decimal Margin);

    /// <param name="Criterion">The criterion.</param>
    /// <param name="Fired">Answered hand-offs at which it counted.</param>
    /// <param name="WonWith">Won where it counted.</param>
    /// <param name="LostWith">Lost where it counted.</param>
    /// <param name="WonWithout">Won where it did not.</param>
    /// <param name="LostWithout">Lost where it did not.</param>
    /// <param name="Lift">Win rate with ÷ without; null without a win on either side.</param>
    /// <param name="LiftLow">Lower bound of its 95 % interval.</param>
    /// <param name="LiftHigh">Upper bound.</param>
    public sealed record CriterionLine(
        string? Criterion, int Fired, int WonWith, int LostWith, int WonWithout, int LostWithout, decimal? Lift, decimal? LiftLow, decimal? LiftHigh);

    public sealed record ObjectiveLine(string? Name, string? Metric, decimal? Target, decimal? Actual, decimal? Expected, decimal? Forecast, string? Pace);

    public sealed record ReviewText(DateTime? Week, string? Text);
}
