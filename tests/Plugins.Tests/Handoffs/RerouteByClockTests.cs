using System;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.Routing;
using Xunit;

namespace Smarketing.Tests.Plugins.Handoffs;

/// <summary>A lead that nobody answers for goes to the next pair as often as agreed, and then to the manager.</summary>
public sealed class RerouteByClockTests : IDisposable
{
    private readonly RoutingHouse house = new(agreement =>
    {
        agreement.AcceptMinutes = 60;
        agreement.MostReroutes = 1;
    });

    public void Dispose() => house.Dispose();

    [Fact]
    public void Once_round_and_then_up()
    {
        house.Member();
        house.Member();
        house.Member();
        var lead = house.Routed();
        var first = house.HandoffOf(lead);
        Assert.NotNull(first.AcceptBy);

        house.Clock.Pass(TimeSpan.FromMinutes(60));
        Sweep();
        Assert.Single(house.Handoffs(lead));
        house.Clock.Pass(TimeSpan.FromSeconds(1));
        Sweep();

        var second = house.HandoffOf(lead);
        Assert.Equal(2, house.Handoffs(lead).Count);
        Assert.Equal((HandoffStatus.ReRouted, HandoffStatus.Waiting), (house.Handoffs(lead)[0].StatusCode, second.StatusCode));
        Assert.NotEqual(first.PairId!.Id, second.PairId!.Id);
        Assert.Equal((first.ContractStartedOn, house.Clock.Now), (second.ContractStartedOn, second.StartedOn));
        Assert.Equal(house.Clock.Now.AddMinutes(60), second.AcceptBy);
        Assert.Equal((Stage.SQL, true), (house.Lead(lead).Stage, house.Lead(lead).HandoffOpen));
        Assert.Equal(house.SellerOf(second.PairId.Id), house.OwnerOf(lead));

        house.Clock.Pass(TimeSpan.FromMinutes(61));
        Sweep();
        Sweep();
        Assert.Equal(2, house.Handoffs(lead).Count);
        Assert.NotNull(house.HandoffOf(lead).EscalatedOn);
        Assert.Single(house.Alerts(AlertKind.Escalation));
        Assert.Equal(2, house.Alerts(AlertKind.PromiseBreach).Count);
    }

    private void Sweep()
    {
        house.Service.Execute(new OrganizationRequest("smk_RunSweep") { ["Limit"] = 100, ["Task"] = "clocks" });
        house.RunJobs();
    }
}
