using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.Routing;
using Xunit;

namespace Smarketing.Tests.Plugins.Handoffs;

/// <summary>A lead that no pair can take is late by the contract's clock all the same: its queue's owner is told once, then a manager.</summary>
public sealed class QueueClockTests : IDisposable
{
    private readonly RoutingHouse house = new(agreement =>
    {
        agreement.AcceptMinutes = 60;
        agreement.FirstTouchMinutes = 120;
        agreement.WarnPercent = 75;
        agreement.MostReroutes = 1;
    });

    private readonly Guid boss;
    private readonly Guid manager;

    public QueueClockTests()
    {
        boss = house.NewUser();
        manager = house.NewUser();
        house.Service.Update(new Entity("systemuser", manager) { ["parentsystemuserid"] = RoutingHouse.User(boss) });
        house.Service.Update(new Pool { Id = house.Pool, ManagerId = RoutingHouse.User(manager) });
    }

    public void Dispose() => house.Dispose();

    [Fact]
    public void It_says_when_somebody_is_to_accept_it()
    {
        var handoff = house.HandoffOf(house.Routed());
        Assert.Equal(
            (house.Clock.Now.AddMinutes(60), null, house.Clock.Now.AddMinutes(45)), (handoff.AcceptBy!.Value, handoff.FirstTouchBy, handoff.NextCheckOn!.Value));
    }

    [Theory]
    [InlineData((45 * 60) - 1, 0)]
    [InlineData(45 * 60, 1)]
    [InlineData(60 * 60, 1)]
    [InlineData((60 * 60) + 1, 3)]
    public void It_warns_breaches_and_goes_to_the_manager_at_the_second(int seconds, int alerts)
    {
        var lead = house.Routed();
        if (seconds > 45 * 60)
        {
            Sweep(45 * 60);
            seconds -= 45 * 60;
        }

        Sweep(seconds);
        Assert.Equal(alerts, Alerts(lead).Length);
    }

    [Fact]
    public void Everything_is_told_once_although_the_route_is_tried_again_and_again()
    {
        var lead = house.Routed();
        for (var i = 0; i < 30; i++)
        {
            Sweep(360);
            house.Sweep();
            house.RunJobs();
        }

        Assert.Equal([AlertKind.PromiseWarning, AlertKind.PromiseBreach, AlertKind.Escalation], Alerts(lead).Select(alert => alert.Kind!.Value));
        Assert.Equal([manager, manager, boss], Alerts(lead).Select(alert => alert.ToUserId!.Id));
        Assert.Contains("No pair could be found", Alerts(lead)[2].Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (house.Handoffs(lead).Count, house.HandoffOf(lead).Breaches));
        Assert.NotNull(house.HandoffOf(lead).EscalatedOn);
    }

    [Fact]
    public void A_pair_that_gets_it_after_all_has_a_clock_of_its_own_and_the_alerts_heal()
    {
        var lead = house.Routed();
        Sweep(61 * 60);
        house.Member();
        house.Clock.Pass(TimeSpan.FromMinutes(6));
        Assert.Equal(1, house.Sweep());
        house.RunJobs();

        var handoff = house.HandoffOf(lead);
        Assert.Equal((house.Clock.Now.AddMinutes(60), null, 0), (handoff.AcceptBy!.Value, handoff.EscalatedOn, handoff.Breaches));
        Assert.All(Alerts(lead), alert => Assert.NotNull(alert.HealedOn));

        Sweep((60 * 60) + 1);
        Assert.Contains(Alerts(lead), alert => alert.Kind == AlertKind.PromiseBreach && alert.RaisedOn == house.Clock.Now);
        Assert.Equal((HandoffStatus.Waiting, 1), (house.Handoffs(lead)[0].StatusCode, house.Handoffs(lead).Count));
    }

    [Fact]
    public void A_lead_whose_only_pair_did_not_answer_stays_with_it_and_the_manager_is_told()
    {
        house.Member();
        var lead = house.Routed();
        Sweep((60 * 60) + 1);

        var handoff = Assert.Single(house.Handoffs(lead));
        Assert.Equal((HandoffStatus.Waiting, house.Clock.Now), (handoff.StatusCode, handoff.EscalatedOn));
        Assert.NotNull(handoff.PairId);
        Assert.Contains(Alerts(lead), alert => alert.Kind == AlertKind.Escalation);
    }

    private Alert[] Alerts(Guid lead) => [.. house.Rows<Alert>(Alert.EntityLogicalName, Alert.Columns.LeadId, lead)
        .Where(alert => alert.Kind is AlertKind.PromiseWarning or AlertKind.PromiseBreach or AlertKind.Escalation)
        .OrderBy(alert => alert.RaisedOn).ThenBy(alert => alert.Kind)];

    private void Sweep(int seconds)
    {
        house.Clock.Pass(TimeSpan.FromSeconds(seconds));
        house.Service.Execute(new OrganizationRequest("smk_RunSweep") { ["Limit"] = 100, ["Task"] = "clocks" });
        house.RunJobs();
    }
}
