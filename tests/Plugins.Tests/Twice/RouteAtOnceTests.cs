using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.Routing;
using Xunit;

namespace Smarketing.Tests.Plugins.Twice;

/// <summary>Routing one lead: all of it or nothing, and once, whoever else asks for it meanwhile.</summary>
public sealed class RouteAtOnceTests : IDisposable
{
    private readonly RoutingHouse house = new();

    public RouteAtOnceTests()
    {
        house.Member();
        house.Member();
    }

    public void Dispose() => house.Dispose();

    [Fact]
    public void Asked_for_twice_at_once_a_lead_goes_to_one_pair_and_costs_one_turn()
    {
        var routed = 0;
        for (var writes = 0; ; writes++)
        {
            var lead = house.Sql();
            var meeting = new Interruption(writes, () => Route(lead));
            var survives = meeting.Survives(house.Organization, () => Route(lead));
            if (!survives)
                Route(lead);
            routed++;
            Whole(lead);
            Assert.Equal(routed, house.Row<Pool>(Pool.EntityLogicalName, house.Pool).Assignments);
            Assert.Equal(0m, house.Rows<PoolMember>(PoolMember.EntityLogicalName).Sum(member => member.Credit));
            if (!meeting.HasHappened)
                return;
        }
    }

    [Fact]
    public void Killed_after_the_hand_off_or_anywhere_else_nothing_is_left_of_it_and_the_next_attempt_does_all()
    {
        var lead = house.Sql();
        var owner = house.OwnerOf(lead);
        var writes = 1;
        for (; !Interruption.Kill(writes).Survives(house.Organization, () => Route(lead)); writes++)
        {
            Assert.Empty(house.Handoffs(lead));
            Assert.Equal((owner, null), (house.OwnerOf(lead), house.Row<Pool>(Pool.EntityLogicalName, house.Pool).Assignments));
        }

        Assert.InRange(writes, 4, 100);
        Whole(lead);
    }

    [Fact]
    public void Killed_before_it_can_say_that_it_is_done_the_job_finds_it_done()
    {
        var lead = house.Sql();
        Route(lead);

        house.RunJobs();

        Whole(lead);
        Assert.Equal(1, house.Row<Pool>(Pool.EntityLogicalName, house.Pool).Assignments);
    }

    private void Whole(Guid lead)
    {
        var handoff = Assert.Single(house.Handoffs(lead));
        Assert.Equal(house.SellerOf(handoff.PairId!.Id), house.OwnerOf(lead));
        Assert.Equal(handoff.Id, house.Lead(lead).HandoffId?.Id);
    }

    private void Route(Guid lead) => house.Service.Execute(new OrganizationRequest("smk_RouteLead") { ["Target"] = new EntityReference("lead", lead) });
}
