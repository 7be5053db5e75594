using System;
using System.Collections.Generic;
using System.Linq;

namespace Smarketing.Crm.Domain.Objectives;

/// <summary>What keeps an objective from being specific, measurable, achievable, relevant and dated.</summary>
public enum SmartFault
{
    /// <summary>Nothing says what is measured.</summary>
    NoMetric,

    /// <summary>Nothing says how much.</summary>
    NoTarget,

    /// <summary>The target is zero or less.</summary>
    TargetNotPositive,

    /// <summary>A rate of more than 100 %.</summary>
    RateAbove100,

    /// <summary>No first day.</summary>
    NoFirstDay,

    /// <summary>No last day.</summary>
    NoLastDay,

    /// <summary>It ends before it begins.</summary>
    EndsBeforeItBegins,

    /// <summary>Nobody owns it on the side of marketing.</summary>
    NoMarketer,

    /// <summary>Nobody owns it on the side of sales.</summary>
    NoSeller,

    /// <summary>One person owns it on both sides.</summary>
    OneOwner,

    /// <summary>It serves no agreement.</summary>
    NoAgreement,
}

/// <summary>Whether an objective is SMART. What is left out may still be added to a draft; what contradicts itself is wrong at once.</summary>
public static class SmartCheck
{
    /// <summary>Everything missing and everything wrong, in the order a person fills it in; empty when it may run.</summary>
    public static IReadOnlyList<SmartFault> Faults(Objective objective)
    {
        if (objective is null)
            throw new ArgumentNullException(nameof(objective));
        var faults = new List<SmartFault>();
        if (objective.Metric is null)
            faults.Add(SmartFault.NoMetric);
        if (objective.Target is null)
            faults.Add(SmartFault.NoTarget);
        else if (objective.Target <= 0)
            faults.Add(SmartFault.TargetNotPositive);
        else if (objective.Metric is { } metric && Metrics.IsRate(metric) && objective.Target > 100)
            faults.Add(SmartFault.RateAbove100);
        if (objective.From is null)
            faults.Add(SmartFault.NoFirstDay);
        if (objective.Until is null)
            faults.Add(SmartFault.NoLastDay);
        else if (objective.Until.Value.Date < objective.From?.Date)
            faults.Add(SmartFault.EndsBeforeItBegins);
        if (objective.Marketer is null)
            faults.Add(SmartFault.NoMarketer);
        if (objective.Seller is null)
            faults.Add(SmartFault.NoSeller);
        else if (objective.Seller == objective.Marketer)
            faults.Add(SmartFault.OneOwner);
        if (objective.Agreement is null)
            faults.Add(SmartFault.NoAgreement);
        return faults;
    }

    /// <summary>What is wrong with what is written, whatever may still be added: what a draft is refused for.</summary>
    public static IReadOnlyList<SmartFault> Contradictions(Objective objective) =>
        Faults(objective).Where(fault => !IsMissing(fault)).ToArray();

    /// <summary>Whether a fault is something left out.</summary>
    public static bool IsMissing(SmartFault fault) => fault is SmartFault.NoMetric or SmartFault.NoTarget or SmartFault.NoFirstDay
        or SmartFault.NoLastDay or SmartFault.NoMarketer or SmartFault.NoSeller or SmartFault.NoAgreement;
}
