using System;

namespace Smarketing.Crm.Domain.Objectives;

/// <summary>What an objective measures.</summary>
public enum Metric
{
    /// <summary>Opportunities opened.</summary>
    NewOpportunities = 0,

    /// <summary>Hand-offs that came to a meeting ÷ hand-offs accepted, in percent.</summary>
    MeetingRate = 1,

    /// <summary>Opportunities won.</summary>
    Customers = 2,

    /// <summary>Opportunities won ÷ opportunities won or lost, in percent.</summary>
    SigningRate = 3,

    /// <summary>Revenue of what was won, in the base currency.</summary>
    Revenue = 4,

    /// <summary>Margin of what was won, in the base currency.</summary>
    Margin = 5,
}

/// <summary>What marketing and sales want to reach together, as far as it is written; <c>null</c> where nothing is.</summary>
/// <param name="Metric">What is measured.</param>
/// <param name="Target">A number, a percentage (rates) or an amount in the base currency.</param>
/// <param name="From">First day, on the calendar of the agreement's time zone.</param>
/// <param name="Until">Last day, included.</param>
/// <param name="Marketer">Who owns it on the side of marketing.</param>
/// <param name="Seller">Who owns it on the side of sales.</param>
/// <param name="Agreement">The agreement it serves.</param>
public sealed record Objective(
    Metric? Metric, decimal? Target, DateTime? From, DateTime? Until, Guid? Marketer, Guid? Seller, Guid? Agreement);

/// <summary>Tells metrics apart.</summary>
public static class Metrics
{
    /// <summary>Whether a metric is a share in percent; a share does not grow with time as a sum does.</summary>
    public static bool IsRate(Metric metric) => metric is Metric.MeetingRate or Metric.SigningRate;

    /// <summary>Whether a metric counts whole things.</summary>
    public static bool IsCount(Metric metric) => metric is Metric.NewOpportunities or Metric.Customers;
}
