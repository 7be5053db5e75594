using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.Conditions;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Domain.Routing;

/// <summary>Which leads go to which pool.</summary>
/// <param name="Id">Identity of the rule; decides between rules of one order.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Order">Rules are tried from the lowest.</param>
/// <param name="Conditions">What the lead must be.</param>
/// <param name="PoolId">Where matching leads go.</param>
public sealed record RoutingRule(Guid Id, string Name, int Order, LeadConditions Conditions, Guid PoolId)
{
    /// <summary>The first rule that matches; <c>null</c> when none does.</summary>
    /// <param name="rules">The rules in use; their order in the list does not matter.</param>
    /// <param name="read">Gives the fact in a column of the lead.</param>
    /// <param name="now">The moment of routing, UTC.</param>
    public static RoutingRule? FirstFor(IEnumerable<RoutingRule> rules, Func<string, FactValue> read, DateTime now) =>
        rules.OrderBy(rule => rule.Order).ThenBy(rule => rule.Id).FirstOrDefault(rule => rule.Conditions.Hold(read, now));
}
