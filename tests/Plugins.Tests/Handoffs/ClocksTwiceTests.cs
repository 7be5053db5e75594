using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Plugins.Handoffs;

/// <summary>The clocks are read again, or by two sweeps at once: what is told is told once, and the lead goes on once.</summary>
public sealed class ClocksTwiceTests : IDisposable
{
    private readonly HandoffHouse house = new();

    public void Dispose() => house.Dispose();

    [Theory]
    [InlineData("2026-03-03 09:45", 1)]
    [InlineData("2026-03-03 10:00:01", 2)]
    public async Task Two_sweeps_at_once_tell_each_thing_once(string paris, int alerts)
    {
        var ids = Enumerable.Range(0, 8).Select(_ => house.HandedOff()).ToArray();
        house.Clock.Pass(HandoffHouse.Paris(paris) - house.Clock.Now);

        var done = await Task.WhenAll(Task.Run(() => Sweep()), Task.Run(() => Sweep()));
        house.RunJobs();

        Assert.InRange(done.Sum(), 8, 16);
        Assert.All(ids, id => Assert.Equal(alerts, house.Alerts(id).Count));
        Assert.Equal(0, house.Sweep());
    }

    [Fact]
    public void A_sweep_asked_for_again_of_the_same_moment_raises_and_heals_nothing()
    {
        var id = house.HandedOff();
        house.Clock.Pass(TimeSpan.FromMinutes(61));
        house.Sweep();
        var told = house.Alerts(id).Select(alert => (alert.Key, alert.RaisedOn, alert.HealedOn)).ToArray();
        // As if the former sweep had been killed before it said that it had looked.
        house.AsSystem.Update(new Handoff { Id = id, NextCheckOn = house.Clock.Now });

        Assert.Equal(1, house.Sweep());

        Assert.Equal(told, house.Alerts(id).Select(alert => (alert.Key, alert.RaisedOn, alert.HealedOn)));
    }

    private int Sweep() => (int)house.Organization.CreateService()
        .Execute(new OrganizationRequest("smk_RunSweep") { ["Limit"] = 100, ["Task"] = "clocks" })["Done"];
}
