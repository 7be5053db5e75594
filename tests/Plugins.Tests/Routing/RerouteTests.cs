using System;
using System.Linq;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Plugins.Routing;

/// <summary>A lead that one pair has let go goes on to the next.</summary>
public sealed class RerouteTests : IDisposable
{
    private readonly RoutingHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public void It_goes_to_a_pair_that_has_not_had_it_and_the_contract_goes_on()
    {
        house.Member(99);
        house.Member(1);
        house.Member(1);
        var id = house.Routed();
        var first = house.HandoffOf(id);
        house.Clock.Pass(TimeSpan.FromHours(4));

        Close(first);
        Assert.Equal(1, house.Sweep());

        var second = house.HandoffOf(id);
        Assert.Equal(($"{id:D}:1:2", 2, first.Id), (second.Key, second.Attempt!.Value, second.PreviousId!.Id));
        Assert.Equal((first.ContractStartedOn, house.Clock.Now), (second.ContractStartedOn, second.StartedOn!.Value));
        Assert.Equal(house.SellerOf(second.PairId!.Id), house.OwnerOf(id));
        Close(second);
        house.Sweep();
        Assert.Equal(3, house.Handoffs(id).Select(handoff => handoff.PairId!.Id).Distinct().Count());
    }

    [Fact]
    public void When_all_have_had_it_it_waits()
    {
        house.Member();
        var id = house.Routed();
        var owner = house.OwnerOf(id);
        Close(house.HandoffOf(id));

        house.Sweep();

        var waiting = house.HandoffOf(id);
        Assert.Equal((2, null, RoutedBy.FallbackQueue), (waiting.Attempt!.Value, waiting.PairId, waiting.RoutedBy!.Value));
        Assert.Contains("\"skipped\":\"AlreadyTried\"", waiting.Candidates, StringComparison.Ordinal);
        Assert.Equal(owner, house.OwnerOf(id));
    }

    [Fact]
    public void It_stays_in_its_pool_whatever_the_rules_say_by_then()
    {
        house.Member();
        house.Member();
        var id = house.Routed();
        var elsewhere = house.NewPool();
        house.Member(pool: elsewhere);
        house.Rule(1, null, elsewhere);
        Close(house.HandoffOf(id));

        house.Sweep();

        Assert.Equal(house.Pool, house.HandoffOf(id).PoolId!.Id);
    }

    [Fact]
    public void A_lead_that_sales_has_rejected_is_not_handed_on_by_a_sweep()
    {
        house.Member();
        house.Member();
        var id = house.Routed();
        house.Clock.Pass(TimeSpan.FromHours(1));
        house.Reject(house.HandoffOf(id).Id, RejectReason.NotAFit);
        house.Update(id, ("smk_handoffopen", false), ("smk_rejectedon", house.Clock.Now));
        house.RunJobs();

        house.Sweep();

        Assert.Single(house.Handoffs(id));
    }

    private void Close(Handoff handoff)
    {
        house.AsSystem.Update(new Handoff { Id = handoff.Id, StateCode = HandoffState.Inactive, StatusCode = HandoffStatus.ReRouted });
        house.Update(handoff.LeadId!.Id, ("smk_handoffopen", false));
        house.RunJobs();
    }
}
