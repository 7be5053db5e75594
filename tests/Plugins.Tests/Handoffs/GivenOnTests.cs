using System;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Plugins.Handoffs;

/// <summary>Who is given a lead gets its hand-off and its promises with it.</summary>
public sealed class GivenOnTests : IDisposable
{
    private readonly HandoffHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public void A_hand_off_follows_its_lead_and_its_clock_begins_anew()
    {
        var id = house.HandedOff();
        house.Clock.Pass(TimeSpan.FromMinutes(30));
        Give(id, house.Stranger);

        var handoff = house.Handoff(id);
        Assert.Equal((house.Stranger, house.Clock.Now, house.Clock.Now.AddMinutes(60)), (handoff.OwnerId!.Id, handoff.StartedOn, handoff.AcceptBy));
        house.Answer(id, house.Stranger, true);
        Assert.Equal(HandoffStatus.Accepted, house.Handoff(id).StatusCode);
    }

    [Fact]
    public void The_pair_of_the_new_owner_has_it_then()
    {
        var other = house.Service.Create(new Pair
        {
            Name = "Other", SellerId = HandoffHouse.User(house.Stranger), MarketerId = house.Row<Pair>(Pair.EntityLogicalName, house.Pair).MarketerId,
        });
        var id = house.Accepted();
        Give(id, house.Stranger);

        Assert.Equal((other, other), (house.Handoff(id).PairId!.Id, house.LeadOf(id).PairId!.Id));
    }

    [Fact]
    public void What_sales_is_done_with_stays_whose_it_was()
    {
        var id = house.HandedOff();
        house.Answer(id, house.Seller, false, (int)RejectReason.NotAFit);
        house.RunJobs();
        Give(id, house.Stranger);

        Assert.Equal(house.Seller, house.Handoff(id).OwnerId!.Id);
    }

    private void Give(Guid handoff, Guid user)
    {
        house.Update(house.Handoff(handoff).LeadId!.Id, ("ownerid", HandoffHouse.User(user)));
        house.RunJobs();
    }
}
