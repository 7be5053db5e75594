using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Plugins.Routing;

/// <summary>A lead that turns out to be none costs its pair no turn.</summary>
public sealed class RefundTests : IDisposable
{
    private readonly RoutingHouse house = new();

    public void Dispose() => house.Dispose();

    [Theory]
    [InlineData(RejectReason.Duplicate, true)]
    [InlineData(RejectReason.InvalidData, true)]
    [InlineData(RejectReason.NoContactPossible, true)]
    [InlineData(RejectReason.NotAFit, false)]
    [InlineData(RejectReason.NotNow, false)]
    [InlineData(RejectReason.Competitor, false)]
    [InlineData(RejectReason.Other, false)]
    public void Only_a_lead_nobody_could_have_worked_is_refunded(RejectReason reason, bool isRefunded)
    {
        house.Member();
        house.Member();
        var routed = house.HandoffOf(house.Routed());
        var (handoff, winner) = (routed.Id, routed.PairId!.Id);
        var before = house.MemberOf(winner).Credit!.Value;

        house.Reject(handoff, reason);

        Assert.Equal(isRefunded, house.Row<Handoff>(Handoff.EntityLogicalName, handoff).IsRefunded ?? false);
        Assert.Equal(isRefunded ? before + 1 : before, house.MemberOf(winner).Credit);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Not_a_fit_gives_the_turn_back_where_the_pool_says_so(bool refunds)
    {
        house.Service.Update(new Pool { Id = house.Pool, RefundsNotAFit = refunds });
        house.Member();
        house.Member();
        var routed = house.HandoffOf(house.Routed());
        var before = house.MemberOf(routed.PairId!.Id).Credit!.Value;

        house.Reject(routed.Id, RejectReason.NotAFit);

        Assert.Equal(refunds ? before + 1 : before, house.MemberOf(routed.PairId.Id).Credit);
    }

    [Fact]
    public void The_pair_gets_another_lead_for_it()
    {
        Guid[] pairs = [house.Member(), house.Member()];
        house.Reject(house.HandoffOf(house.Routed()).Id, RejectReason.Duplicate);
        for (var i = 0; i < 4; i++)
            house.Routed();

        Assert.All(pairs, pair => Assert.Equal(
            2, house.Rows<Handoff>(Handoff.EntityLogicalName, Handoff.Columns.PairId, pair).Count(handoff => handoff.StatusCode == HandoffStatus.Waiting)));
    }

    [Fact]
    public void Asked_again_it_gives_nothing_more()
    {
        var pair = house.Member();
        house.Member();
        house.Routed();
        house.Routed();
        var handoff = house.Rows<Handoff>(Handoff.EntityLogicalName, Handoff.Columns.PairId, pair)[0].Id;
        house.Reject(handoff, RejectReason.Duplicate);
        var credit = house.MemberOf(pair).Credit;

        for (var i = 0; i < 3; i++)
            Assert.True((bool)house.Service.Execute(new OrganizationRequest("smk_RefundHandoff") { ["Target"] = new EntityReference("smk_handoff", handoff) })["Refunded"]);
        house.AsSystem.Update(new Handoff { Id = handoff, RejectReason = RejectReason.InvalidData });
        house.RunJobs();

        Assert.Equal(credit, house.MemberOf(pair).Credit);
    }

    [Fact]
    public void A_lead_that_cost_no_turn_gives_none_back()
    {
        var pair = house.Member();
        var account = house.Service.Create(new Entity("account") { ["name"] = "Acier", ["ownerid"] = RoutingHouse.User(house.SellerOf(pair)) });
        var handoff = house.HandoffOf(house.Routed(("parentaccountid", RoutingHouse.Reference("account", account))));

        house.Reject(handoff.Id, RejectReason.Duplicate);

        Assert.NotEqual(true, house.Row<Handoff>(Handoff.EntityLogicalName, handoff.Id).IsRefunded);
        Assert.Null(house.MemberOf(pair).Credit);
    }

    [Fact]
    public void A_member_taken_out_meanwhile_fails_nothing()
    {
        var pair = house.Member();
        var handoff = house.HandoffOf(house.Routed());
        house.Service.Delete(PoolMember.EntityLogicalName, house.MemberOf(pair).Id);

        house.Reject(handoff.Id, RejectReason.Duplicate);

        Assert.NotEqual(true, house.Row<Handoff>(Handoff.EntityLogicalName, handoff.Id).IsRefunded);
    }
}
