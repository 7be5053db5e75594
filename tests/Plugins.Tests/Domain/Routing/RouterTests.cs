using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.Conditions;
using Smarketing.Crm.Domain.Routing;
using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Routing;

/// <summary>Who gets a lead, and why everybody else did not.</summary>
public sealed class RouterTests
{
    private static readonly PoolMember First = Pools.Member(1);
    private static readonly PoolMember Second = Pools.Member(2);
    private static readonly LeadConditions French = LeadConditions.Read("address1_country in FR; BE");

    public static TheoryData<SkipReason?, PoolMember> Members => new()
    {
        { null, First },
        { SkipReason.Inactive, First with { IsActive = false } },
        { SkipReason.PersonInactive, First with { ArePeopleActive = false } },
        { SkipReason.MayNotOwn, First with { MayOwnLeads = false } },
        { SkipReason.Absent, First with { IsAbsent = true } },
        { SkipReason.AtCapacity, First with { Capacity = 2, OpenHandoffs = 2 } },
        { null, First with { Capacity = 2, OpenHandoffs = 1 } },
        { null, First with { Capacity = 2.5m, OpenHandoffs = 2 } },
        { SkipReason.AtCapacity, First with { Capacity = 2.5m, OpenHandoffs = 3 } },
        { null, First with { Capacity = 0.5m } },
        { SkipReason.AtCapacity, First with { Capacity = 0.5m, OpenHandoffs = 1 } },
        { SkipReason.ConditionsNotMet, First with { Conditions = French } },
        { SkipReason.Inactive, First with { IsActive = false, IsAbsent = true, Capacity = 1, OpenHandoffs = 1 } },
    };

    [Theory]
    [MemberData(nameof(Members))]
    public void A_member_is_skipped_for_a_reason(SkipReason? reason, PoolMember member) =>
        Assert.Equal(reason, Decide([member], read: _ => FactValue.OfText("DE")).Candidates.Single().Skipped);

    [Fact]
    public void A_condition_not_met_is_told_in_its_own_words() => Assert.Equal(
        "address1_country in FR; BE", Decide([First with { Conditions = French }], read: _ => FactValue.OfText("DE")).Candidates.Single().Detail);

    [Fact]
    public void A_condition_that_is_met_skips_nobody() =>
        Assert.Equal(First.Id, Decide([First with { Conditions = French }], read: _ => FactValue.OfText("be")).Chosen!.Id);

    [Fact]
    public void A_pair_that_has_had_the_lead_is_not_asked_again()
    {
        var decision = Decide([First, Second], tried: [First.PairId]);

        Assert.Equal(SkipReason.AlreadyTried, decision.Candidates[0].Skipped);
        Assert.Equal(Second.Id, decision.Chosen!.Id);
    }

    [Fact]
    public void Nobody_left_means_the_queue_and_every_reason_is_kept()
    {
        var decision = Decide([First with { IsAbsent = true }, Second], tried: [Second.PairId]);

        Assert.Equal((RoutedBy.FallbackQueue, null), (decision.How, decision.Chosen));
        Assert.Equal([SkipReason.Absent, SkipReason.AlreadyTried], decision.Candidates.Select(candidate => candidate.Skipped));
        Assert.Null(decision.Credits);
    }

    [Fact]
    public void An_empty_pool_means_the_queue() => Assert.Equal(RoutedBy.FallbackQueue, Decide([]).How);

    [Fact]
    public void Who_looks_after_the_customer_gets_the_lead_and_pays_nothing_for_it()
    {
        var decision = Decide([First with { Credit = 0.9m }, Second with { Credit = -0.9m }], relations: [Known(Second.SellerId)]);

        Assert.Equal((RoutedBy.ExistingRelationship, Second.Id), (decision.How, decision.Chosen!.Id));
        Assert.Equal(Second.SellerId, decision.Relation!.OwnerId);
        Assert.Null(decision.Credits);
    }

    [Fact]
    public void A_full_desk_or_another_segment_does_not_part_a_seller_from_a_customer()
    {
        Assert.Equal(RoutedBy.ExistingRelationship, Decide([First, Second with { Capacity = 1, OpenHandoffs = 1 }], relations: [Known(Second.SellerId)]).How);
        Assert.Equal(RoutedBy.ExistingRelationship, Decide([First, Second with { Conditions = French }], relations: [Known(Second.SellerId)]).How);
    }

    [Fact]
    public void Who_is_away_out_of_use_or_had_it_before_does_not_get_it_by_relationship()
    {
        Assert.Equal(First.Id, Decide([First, Second with { IsAbsent = true }], relations: [Known(Second.SellerId)]).Chosen!.Id);
        Assert.Equal(First.Id, Decide([First, Second with { IsActive = false }], relations: [Known(Second.SellerId)]).Chosen!.Id);
        Assert.Equal(First.Id, Decide([First, Second with { ArePeopleActive = false }], relations: [Known(Second.SellerId)]).Chosen!.Id);
        Assert.Equal(First.Id, Decide([First, Second with { MayOwnLeads = false }], relations: [Known(Second.SellerId)]).Chosen!.Id);
        Assert.Equal(First.Id, Decide([First, Second], tried: [Second.PairId], relations: [Known(Second.SellerId)]).Chosen!.Id);
    }

    [Fact]
    public void The_surest_relation_with_a_member_decides() => Assert.Equal(
        Second.Id, Decide([First, Second], relations: [Known(Pools.Id(9)), Known(Second.SellerId), Known(First.SellerId)]).Chosen!.Id);

    [Fact]
    public void Of_a_sellers_pairs_the_one_that_takes_such_leads_comes_first() => Assert.Equal(
        Pools.Id(3),
        Decide(
            [Second with { Conditions = French }, Pools.Member(3) with { SellerId = Second.SellerId }],
            relations: [Known(Second.SellerId)]).Chosen!.Id);

    [Fact]
    public void An_owner_outside_the_pool_changes_nothing() =>
        Assert.Equal(RoutedBy.WeightedRoundRobin, Decide([First, Second], relations: [Known(Pools.Id(9))]).How);

    [Fact]
    public void Who_is_out_of_use_has_no_part_in_the_book()
    {
        var decision = Decide([First, Second, Pools.Member(3, credit: 5) with { IsActive = false }]);

        Assert.Equal([First.Id, Second.Id], decision.Credits!.Keys.Order());
    }

    [Theory]
    [InlineData(1, 4, 2, 9, 2)]
    [InlineData(1, 4, 3, 9, 1)]
    [InlineData(2, 4, 4, 8, 1)]
    [InlineData(0, 0.5, 1, 100, 1)]
    [InlineData(1, 0.5, 2, 1.5, 2)]
    public void Least_loaded_compares_open_hand_offs_by_capacity(int open1, double capacity1, int open2, double capacity2, int chosen)
    {
        PoolMember[] pool =
        [
            First with { OpenHandoffs = open1, Capacity = (decimal)capacity1, LastAssignedOn = Pools.Noon.AddDays(-1) },
            Second with { OpenHandoffs = open2, Capacity = (decimal)capacity2, LastAssignedOn = Pools.Noon },
        ];

        Assert.Equal(Pools.Id(chosen), LeastLoaded.Next(pool).Id);
    }

    [Fact]
    public void Least_loaded_takes_no_limit_for_the_largest_capacity_beside_it() => Assert.Equal(
        Second.Id, LeastLoaded.Next([First with { OpenHandoffs = 3 }, Second with { OpenHandoffs = 2, Capacity = 10 }]).Id);

    [Fact]
    public void Rules_are_tried_in_order_and_the_first_that_matches_decides()
    {
        RoutingRule[] rules =
        [
            Rule(1, 30, ""), Rule(2, 20, "address1_country = BE"), Rule(3, 10, "address1_country = FR"), Rule(4, 20, "address1_country is known"),
        ];

        Assert.Equal(Pools.Id(3), RoutingRule.FirstFor(rules, _ => FactValue.OfText("FR"), Pools.Noon)!.Id);
        Assert.Equal(Pools.Id(2), RoutingRule.FirstFor(rules, _ => FactValue.OfText("BE"), Pools.Noon)!.Id);
        Assert.Equal(Pools.Id(4), RoutingRule.FirstFor(rules, _ => FactValue.OfText("CH"), Pools.Noon)!.Id);
        Assert.Equal(Pools.Id(1), RoutingRule.FirstFor(rules, Pools.Nothing, Pools.Noon)!.Id);
        Assert.Null(RoutingRule.FirstFor(rules.Skip(1), Pools.Nothing, Pools.Noon));
    }

    [Theory]
    [InlineData("anne@acier-du-nord.fr", "acier-du-nord.fr")]
    [InlineData("Anne@Sales.Example.CO.UK", "sales.example.co.uk")]
    [InlineData("anne@gmail.com", null)]
    [InlineData("anne@yahoo.co.uk", null)]
    [InlineData("anne@orange.fr", null)]
    [InlineData("anne@orange.business.example", "orange.business.example")]
    [InlineData("anne@%", null)]
    [InlineData("anne@a%b.fr", null)]
    [InlineData("anne@localhost", null)]
    [InlineData("@acier.fr", null)]
    [InlineData("anne", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void An_address_tells_the_company_only_where_not_everybody_can_have_one(string? address, string? domain) =>
        Assert.Equal(domain, EmailDomain.OfCompany(address));

    private static RoutingDecision Decide(
        PoolMember[] members, Guid[]? tried = null, Relation[]? relations = null, Func<string, FactValue>? read = null) =>
        Router.Decide(members, RoutingMethod.WeightedRoundRobin, new LeadToRoute(read ?? Pools.Nothing, relations ?? [], tried ?? [], Pools.Noon));

    private static Relation Known(Guid owner) => new(RelationKind.Parent, owner, "Acier du Nord");

    private static RoutingRule Rule(int number, int order, string conditions) =>
        new(Pools.Id(number), "Rule", order, LeadConditions.Read(conditions), Pools.Id(100 + number));
}
