using System;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>What a routing row must be, whoever writes it: forms ask for required columns, programs do not.</summary>
internal static class RoutingGuard
{
    /// <exception cref="RefusalException">The rule has no order or pool, or its conditions cannot be run.</exception>
    public static void Check(IOrganizationService service, Tables.RoutingRule rule)
    {
        if (rule.Order is null)
            throw new RefusalException(RoutingTexts.RuleNeedsOrder(rule.Name));
        if (rule.PoolId is null)
            throw new RefusalException(RoutingTexts.RuleNeedsPool(rule.Name));
        ConditionGuard.Check(service, RoutingTexts.Rule(rule.Name), rule.Conditions, alsoScores: true);
    }

    /// <exception cref="RefusalException">The pair is not two people, its capacity is not above zero, or its conditions cannot be run.</exception>
    public static void Check(IOrganizationService service, Tables.Pair pair)
    {
        if (pair.SellerId is null || pair.MarketerId is null)
            throw new RefusalException(RoutingTexts.PairNeedsBoth(pair.Name));
        if (pair.SellerId.Id == pair.MarketerId.Id)
            throw new RefusalException(RoutingTexts.PairOfOne(pair.Name));
        if (pair.Capacity is { } capacity && capacity <= 0)
            throw new RefusalException(RoutingTexts.CapacityTooLow(pair.Name, capacity));
        ConditionGuard.Check(service, RoutingTexts.Pair(pair.Name), pair.Conditions, alsoScores: true);
    }

    /// <exception cref="RefusalException">The member lacks its pool, its pair or a weight above zero.</exception>
    public static void Check(Tables.PoolMember member)
    {
        if (member.PoolId is null || member.PairId is null)
            throw new RefusalException(RoutingTexts.MemberNeedsBoth(member.Name));
        if (member.Weight is null or <= 0)
            throw new RefusalException(RoutingTexts.WeightTooLow(member.Name, member.Weight));
    }

    /// <exception cref="RefusalException">The pool does not say how it chooses.</exception>
    public static void Check(Tables.Pool pool)
    {
        if (pool.Method is null)
            throw new RefusalException(RoutingTexts.PoolNeedsMethod(pool.Name));
    }

    /// <summary>An absence is whole, and entered by whom it concerns or by who arranges work: whoever is away gets no leads.</summary>
    /// <param name="system">Reads roles.</param>
    /// <param name="absence">The row as it will be.</param>
    /// <param name="caller">Who enters it; <c>null</c> when the product does.</param>
    /// <exception cref="RefusalException">The absence lacks its user or a day, ends before it begins, or is somebody else's.</exception>
    public static void Check(IOrganizationService system, Tables.Absence absence, Guid? caller)
    {
        if (absence.UserId is null || absence.From is not { } from || absence.Until is not { } until)
            throw new RefusalException(RoutingTexts.AbsenceNeedsAll(absence.Name));
        if (until < from)
            throw new RefusalException(RoutingTexts.AbsenceReversed(absence.Name, from, until));
        if (caller is { } user && user != absence.UserId.Id
            && HeldRoles.Of(system, user) is { IsAdministrator: false, IsSalesManager: false, IsMarketing: false })
            throw new RefusalException(RoutingTexts.AbsenceOfSomebodyElse());
    }
}
