using System;
using System.Linq;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Routing;

/// <summary>A ripe lead finds its pair: through rules, pools and turns, as the shipped zip does it.</summary>
public sealed class RouteLeadTests : IDisposable
{
    private readonly RoutingHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public void A_lead_that_becomes_SQL_is_handed_to_a_pair_and_owned_by_its_seller()
    {
        var pair = house.Member();

        var id = house.Routed();

        var (lead, handoff) = (house.Lead(id), house.HandoffOf(id));
        Assert.Equal(house.SellerOf(pair), house.OwnerOf(id));
        Assert.True(lead.HandoffOpen);
        Assert.Equal((handoff.Id, pair), (lead.HandoffId!.Id, lead.PairId!.Id));
        Assert.Equal(house.Row<Pair>(Pair.EntityLogicalName, pair).MarketerId, lead.MarketerId);
        Assert.Equal((HandoffStatus.Waiting, RoutedBy.WeightedRoundRobin), (handoff.StatusCode!.Value, handoff.RoutedBy!.Value));
        Assert.Equal($"{id:D}:1:1", handoff.Key);
        Assert.Equal((1, 1), (handoff.Cycle!.Value, handoff.Attempt!.Value));
        Assert.Equal((StillClock.Start, StillClock.Start), (handoff.ContractStartedOn!.Value, handoff.StartedOn!.Value));
        Assert.Equal((house.Pool, pair, house.AgreementId), (handoff.PoolId!.Id, handoff.PairId!.Id, handoff.AgreementId!.Id));
        Assert.Equal((house.SellerOf(pair), house.MemberOf(pair).Id), (handoff.OwnerId!.Id, handoff.PoolMemberId!.Id));
    }

    [Fact]
    public void A_lead_that_grows_ripe_later_is_handed_over_then()
    {
        house.Member();
        var id = house.Make.Lead(("jobtitle", "Sales director"), ("emailaddress1", "a@b.fr"));
        house.RunJobs();
        Assert.Empty(house.Handoffs(id));

        house.Update(id, ("numberofemployees", 500));
        house.RunJobs();

        Assert.Single(house.Handoffs(id));
    }

    [Fact]
    public void An_MQL_is_not_handed_over()
    {
        house.Member();
        var id = house.Make.Lead(("jobtitle", "Sales director"), ("emailaddress1", "a@b.fr"));
        house.RunJobs();

        Assert.Equal(Stage.MQL, house.Lead(id).Stage);
        Assert.Empty(house.Handoffs(id));
    }

    [Fact]
    public void Asked_again_it_stays_where_it_is()
    {
        house.Member();
        house.Member();
        var id = house.Routed();
        var owner = house.OwnerOf(id);

        for (var i = 0; i < 3; i++)
            house.Service.Execute(new OrganizationRequest("smk_RouteLead") { ["Target"] = new EntityReference("lead", id) });
        Assert.Equal(0, house.Sweep());

        Assert.Equal(house.HandoffOf(id).Id, Assert.Single(house.Handoffs(id)).Id);
        Assert.Equal(owner, house.OwnerOf(id));
        Assert.Equal(1, house.Row<Pool>(Pool.EntityLogicalName, house.Pool).Assignments);
    }

    [Fact]
    public void The_first_rule_that_matches_chooses_the_pool()
    {
        var (north, south) = (house.NewPool(), house.NewPool());
        var (inNorth, inSouth, byDefault) = (house.Member(pool: north), house.Member(pool: south), house.Member());
        house.Rule(20, "address1_stateorprovince is known", south);
        house.Rule(10, "address1_stateorprovince in Nord; Somme", north);

        Assert.Equal(inNorth, house.HandoffOf(house.Routed(("address1_stateorprovince", "nord"))).PairId!.Id);
        Assert.Equal(inSouth, house.HandoffOf(house.Routed(("address1_stateorprovince", "Var"))).PairId!.Id);
        Assert.Equal(byDefault, house.HandoffOf(house.Routed()).PairId!.Id);
    }

    [Fact]
    public void A_rule_out_of_use_or_to_a_pool_out_of_use_is_passed_over()
    {
        var (first, second) = (house.NewPool(), house.NewPool());
        house.Member(pool: first);
        house.Member(pool: second);
        var byDefault = house.Member();
        var rule = house.Rule(10, null, first);
        house.Rule(20, null, second);
        house.Service.Update(new RoutingRule { Id = rule, StateCode = RoutingRuleState.Inactive });
        house.Service.Update(new Pool { Id = second, StateCode = PoolState.Inactive });

        Assert.Equal(byDefault, house.HandoffOf(house.Routed()).PairId!.Id);
    }

    [Fact]
    public void Rules_may_test_what_scoring_found()
    {
        var best = house.NewPool();
        var inBest = house.Member(pool: best);
        house.Member();
        house.Rule(10, "smk_fitscore greater 89", best);

        Assert.Equal(inBest, house.HandoffOf(house.Routed()).PairId!.Id);
    }

    [Fact]
    public void Turns_follow_the_weights()
    {
        var (two, one) = (house.Member(2), house.Member(1));
        for (var i = 0; i < 9; i++)
            house.Routed();

        Assert.Equal((6, 3), (house.CountOf(two), house.CountOf(one)));
        Assert.Equal((6, 3), (house.MemberOf(two).Assigned!.Value, house.MemberOf(one).Assigned!.Value));
        Assert.Equal(0m, house.MemberOf(two).Credit!.Value + house.MemberOf(one).Credit!.Value);
        Assert.Equal(9, house.Row<Pool>(Pool.EntityLogicalName, house.Pool).Assignments);
    }

    [Fact]
    public void The_least_loaded_takes_the_lead()
    {
        var pool = house.NewPool(change => change.Method = RoutingMethod.LeastLoaded);
        house.Rule(1, null, pool);
        var (small, large) = (house.Member(pool: pool, change: pair => pair.Capacity = 1), house.Member(pool: pool, change: pair => pair.Capacity = 3));

        for (var i = 0; i < 4; i++)
            Assert.Equal(RoutedBy.LeastLoaded, house.HandoffOf(house.Routed()).RoutedBy);

        Assert.Equal((1, 3), (house.CountOf(small), house.CountOf(large)));
    }

    [Fact]
    public void A_full_pair_is_passed_over_until_it_has_answered()
    {
        var (full, other) = (house.Member(9, change: pair => pair.Capacity = 1), house.Member());
        var first = house.Routed();
        Assert.Equal(full, house.HandoffOf(first).PairId!.Id);
        Assert.Equal(other, house.HandoffOf(house.Routed()).PairId!.Id);

        house.Reject(house.HandoffOf(first).Id, RejectReason.NotNow);

        Assert.Equal(full, house.HandoffOf(house.Routed()).PairId!.Id);
    }

    [Fact]
    public void A_pair_with_a_segment_gets_no_other_lead()
    {
        var (segment, other) = (house.Member(99, change: pair => pair.Conditions = "industrycode in 7; 12"), house.Member());

        Assert.Equal(other, house.HandoffOf(house.Routed()).PairId!.Id);
        Assert.Equal(segment, house.HandoffOf(house.Routed(("industrycode", new OptionSetValue(12)))).PairId!.Id);
    }

    [Fact]
    public void A_pair_whose_seller_or_marketer_has_left_gets_none()
    {
        var (noSeller, noMarketer, both) = (house.Member(9), house.Member(9, change: pair => pair.MarketerId = RoutingHouse.User(house.NewUser())), house.Member());
        house.Service.Update(new Entity("systemuser", house.SellerOf(noSeller)) { ["isdisabled"] = true });
        house.Service.Update(new Entity("systemuser", house.Row<Pair>(Pair.EntityLogicalName, noMarketer).MarketerId!.Id) { ["isdisabled"] = true });

        Assert.Equal(both, house.HandoffOf(house.Routed()).PairId!.Id);
    }

    [Fact]
    public void A_seller_without_a_role_for_leads_is_passed_over_and_stops_nobody()
    {
        var without = house.Member(99, change: pair => pair.SellerId = RoutingHouse.User(house.Organization.CreateUser("Newcomer")));
        var other = house.Member();

        var handoff = house.HandoffOf(house.Routed());

        Assert.Equal(other, handoff.PairId!.Id);
        Assert.Contains("\"skipped\":\"MayNotOwn\"", handoff.Candidates, StringComparison.Ordinal);
        house.Organization.GiveRoles("systemuser", house.SellerOf(without), house.Organization.RoleNamed("Smarketing Sales"));
        Assert.Equal(without, house.HandoffOf(house.Routed()).PairId!.Id);
    }

    [Fact]
    public void A_job_that_fails_half_way_leaves_nothing_and_the_sweep_makes_it_good()
    {
        var pair = house.Member();
        house.Routed();
        // The count of the pool, written last, has no room for one more.
        house.AsSystem.Update(new Pool { Id = house.Pool, Assignments = int.MaxValue });
        var credit = house.MemberOf(pair).Credit;

        var id = house.Sql();
        house.Organization.RunAsyncJobs(bringForward: true);

        Assert.NotEmpty(house.Organization.FailedJobs);
        Assert.Empty(house.Handoffs(id));
        Assert.Equal(credit, house.MemberOf(pair).Credit);
        Assert.Equal(house.Organization.AdministratorId, house.OwnerOf(id));
        house.AsSystem.Update(new Pool { Id = house.Pool, Assignments = 1 });
        Assert.Equal(1, house.Sweep());
        Assert.Equal(house.SellerOf(pair), house.OwnerOf(id));
    }

    [Fact]
    public void Every_candidate_is_kept_with_the_reason_in_both_languages()
    {
        var away = house.Member(change: pair => pair.Name = "Nord");
        house.Away(house.SellerOf(away), "2026-03-02", "2026-03-02");
        var there = house.Member(change: pair => pair.Name = "Sud");
        var full = house.Member(change: pair => pair.Conditions = "address1_country equals FR");

        using var record = JsonDocument.Parse(house.HandoffOf(house.Routed()).Candidates!);

        var root = record.RootElement;
        Assert.Equal("WeightedRoundRobin", root.GetProperty("how").GetString());
        Assert.Equal(there, root.GetProperty("chosen").GetGuid());
        Assert.Contains("“Sud” was next", root.GetProperty("en").GetString(), StringComparison.Ordinal);
        Assert.Contains("le tour de « Sud »", root.GetProperty("fr").GetString(), StringComparison.Ordinal);
        var candidates = root.GetProperty("candidates").EnumerateArray().ToDictionary(item => item.GetProperty("pair").GetGuid());
        Assert.False(candidates[there].TryGetProperty("skipped", out _));
        Assert.Equal(("Absent", "est absent aujourd’hui"), (candidates[away].GetProperty("skipped").GetString(), candidates[away].GetProperty("fr").GetString()));
        Assert.Equal("does not take such leads: address1_country equals FR", candidates[full].GetProperty("en").GetString());
    }

    [Fact]
    public void A_lead_that_comes_back_in_a_new_cycle_is_handed_over_anew()
    {
        house.Member();
        var id = house.Routed();
        house.Reject(house.HandoffOf(id).Id, RejectReason.NotNow);
        house.Update(id, ("smk_handoffopen", false), ("smk_rejectedon", house.Clock.Now));
        Assert.Equal(Stage.Nurture, house.Lead(id).Stage);
        house.Clock.Pass(TimeSpan.FromDays(8));
        house.Update(id, ("numberofemployees", 900));
        house.RunJobs();

        Assert.Equal([$"{id:D}:1:1", $"{id:D}:2:1"], house.Handoffs(id).OrderBy(handoff => handoff.Cycle).Select(handoff => handoff.Key));
    }
}
