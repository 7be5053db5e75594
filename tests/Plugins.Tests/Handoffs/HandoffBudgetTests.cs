using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse;
using Xunit;

namespace Smarketing.Tests.Plugins.Handoffs;

/// <summary>What the life of a hand-off asks of the platform, as docs/performance.md says.</summary>
public sealed class HandoffBudgetTests : IDisposable
{
    private readonly HandoffHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public void An_answer()
    {
        var id = house.HandedOff();
        house.Organization.Requests.Reset();
        house.Answer(id, house.Seller, true);
        Assert.Equal((11, 3), (Sum(IsRead, RequestOrigin.SyncPlugin), Sum(IsWrite, RequestOrigin.SyncPlugin)));
    }

    [Fact]
    public void A_completed_call()
    {
        var id = house.Accepted();
        var call = house.Service.Create(new Entity("phonecall")
        {
            ["subject"] = "About your request", ["ownerid"] = HandoffHouse.User(house.Seller), ["regardingobjectid"] = house.Handoff(id).LeadId,
        });
        house.RunJobs();
        house.Service.Update(new Entity("phonecall", call) { ["statecode"] = new OptionSetValue(1) });
        house.Organization.Requests.Reset();
        house.RunJobs();
        // The first touch is an outcome too: two reads and a write of these.
        Assert.Equal((11, 2), (Sum(IsRead, RequestOrigin.AsyncJob), Sum(IsWrite, RequestOrigin.AsyncJob)));
    }

    private static bool IsRead(string name) => name is "Retrieve" or "RetrieveMultiple";

    private static bool IsWrite(string name) => name is "Create" or "Update";

    private int Sum(Func<string, bool> message, RequestOrigin origin) =>
        house.Organization.Requests.Snapshot().Where(request => request.Origin == origin && message(request.Message)).Sum(request => (int)request.Count);
}
