using System;
using System.Linq;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Plugins.ClosedLoop;

/// <summary>Who is alerted about which rate: only when hand-offs are old enough, many enough, and chance is no excuse.</summary>
public sealed class RateTests
{
    // Target 80 %: of 10, five accepted have an upper bound of 76 %, six of 83 %.
    [Theory]
    [InlineData(10, 5, true)]
    [InlineData(10, 6, false)]
    [InlineData(9, 0, false)]
    public void Low_acceptance_goes_to_marketing(int handoffs, int accepted, bool isAlerted)
    {
        using var house = new LoopHouse();
        HandOff(house, handoffs, accepted);
        house.Clock.Pass(TimeSpan.FromDays(30));
        house.Sweep("rates");

        var alert = Open(house, AlertKind.LowAcceptance);
        Assert.Equal(isAlerted, alert is not null);
        if (isAlerted)
            Assert.Equal((Side.Marketing, true), (alert!.Side, alert.Message!.Contains("accepted 5 (50 %)", StringComparison.Ordinal)));
    }

    [Fact]
    public void Hand_offs_a_moment_too_young_are_not_judged()
    {
        using var house = new LoopHouse();
        HandOff(house, 10, 0);
        house.Clock.Pass(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));

        Assert.Equal(0, house.Sweep("rates"));
        house.Clock.Pass(TimeSpan.FromSeconds(1));
        Assert.NotEqual(0, house.Sweep("rates"));
    }

    [Fact]
    public void An_alert_is_raised_once_a_month_and_healed_when_it_is_no_longer_true()
    {
        using var house = new LoopHouse();
        HandOff(house, 10, 0);
        house.Clock.Pass(TimeSpan.FromDays(30));
        Assert.Equal(2, house.Sweep("rates"));
        Assert.Equal(0, house.Sweep("rates"));
        house.Clock.Pass(TimeSpan.FromDays(30));
        Assert.Equal(4, house.Sweep("rates"));
        house.Clock.Pass(TimeSpan.FromDays(90));
        Assert.Equal(2, house.Sweep("rates"));

        Assert.All(house.Rows<Alert>(Alert.EntityLogicalName, Alert.Columns.Kind, (int)AlertKind.LowAcceptance), alert => Assert.NotNull(alert.HealedOn));
        Assert.Equal(2, house.Rows<Alert>(Alert.EntityLogicalName, Alert.Columns.Kind, (int)AlertKind.LowAcceptance).Count);
    }

    [Fact]
    public void Late_handling_goes_to_sales()
    {
        using var house = new LoopHouse();
        HandOff(house, 10, 10, breaches: 1);
        house.Clock.Pass(TimeSpan.FromDays(30));
        house.Sweep("rates");

        Assert.Equal(Side.Sales, Open(house, AlertKind.LateHandling)?.Side);
        Assert.Null(Open(house, AlertKind.LowAcceptance));
    }

    [Fact]
    public void A_contract_that_the_second_pair_accepted_is_accepted()
    {
        using var house = new LoopHouse();
        for (var i = 0; i < 10; i++)
        {
            var lead = house.LeadOf();
            house.Answer(house.HandOff(lead), HandoffStatus.ReRouted);
            house.Answer(house.HandOff(lead, attempt: 2), HandoffStatus.Accepted);
        }

        house.RunJobs();
        house.Clock.Pass(TimeSpan.FromDays(30));
        house.Sweep("rates");

        Assert.Null(Open(house, AlertKind.LowAcceptance));
    }

    private static void HandOff(LoopHouse house, int handoffs, int accepted, int breaches = 0)
    {
        for (var i = 0; i < handoffs; i++)
        {
            var handoff = house.HandOff(house.LeadOf());
            if (i < accepted)
                house.Answer(handoff, HandoffStatus.Accepted);
            house.AsSystem.Update(new Handoff { Id = handoff, Breaches = breaches });
        }

        house.RunJobs();
    }

    private static Alert? Open(LoopHouse house, AlertKind kind) =>
        house.Rows<Alert>(Alert.EntityLogicalName, Alert.Columns.Kind, (int)kind).SingleOrDefault(alert => alert.HealedOn is null);
}
