using System;
using System.Linq;
using System.Text.Json.Nodes;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.ClosedLoop;

/// <summary>What closing the loop asks of the platform, however much is on record.</summary>
public sealed class LoopBudgetTests
{
    [Theory]
    [InlineData(1, 12, 7)]
    [InlineData(5, 13, 8)]
    public void An_opportunity_won_costs_few_reads_and_writes(int touches, int reads, int writes)
    {
        using var house = LoopHouse.OnceEach();
        var campaign = house.Campaign();
        var lead = house.LeadOf(campaign);
        house.HandOff(lead);
        for (var i = 0; i < touches; i++)
            house.Touch(lead, campaign);
        var opportunity = house.Opportunity(lead, 1000);
        house.NextDay();
        house.Organization.Requests.Reset();

        house.Win(opportunity, 1000);
        house.RunJobs();

        // Four reads and a write close the hand-off; the busier lead changes its stage, and the change is kept: one more of each.
        Assert.Equal((reads, writes), (Sum(house, IsRead, RequestOrigin.AsyncJob), Sum(house, IsWrite, RequestOrigin.AsyncJob)));
    }

    [Fact]
    public void An_estimate_entered_costs_few_reads_and_writes()
    {
        using var house = LoopHouse.OnceEach();
        var campaign = house.Campaign();
        var lead = house.LeadOf(campaign);
        house.Touch(lead, campaign);
        var opportunity = house.Opportunity(lead);
        house.NextDay();
        house.Organization.Requests.Reset();

        house.Service.Update(new Entity("opportunity", opportunity) { ["estimatedvalue"] = new Money(1000) });
        house.RunJobs();

        Assert.Equal((6, 4), (Sum(house, IsRead, RequestOrigin.AsyncJob), Sum(house, IsWrite, RequestOrigin.AsyncJob)));
    }

    [Fact]
    public void A_thousand_events_cost_a_handful_of_reads_and_a_write_each()
    {
        using var house = LoopHouse.OnceEach();
        var lead = house.Make.Lead();
        house.RunJobs();
        var rows = Enumerable.Range(0, 1000).Select(i => (JsonNode)new JsonObject
        {
            ["lead"] = lead.ToString(), ["type"] = "PageVisit", ["channel"] = "Site", ["occurredOn"] = "2026-03-01T10:00:00Z", ["sourceKey"] = "k" + i,
        });
        var request = new OrganizationRequest("smk_RecordEngagements") { ["Engagements"] = new JsonArray([.. rows]).ToJsonString() };
        house.Organization.Requests.Reset();

        house.Service.Execute(request);

        Assert.Equal((3, 1000), (Sum(house, IsRead, RequestOrigin.SyncPlugin), Sum(house, IsWrite, RequestOrigin.SyncPlugin)));
    }

    private static bool IsRead(string name) => name is "Retrieve" or "RetrieveMultiple";

    private static bool IsWrite(string name) => name is "Create" or "Update";

    private static int Sum(LoopHouse house, Func<string, bool> message, RequestOrigin origin) =>
        house.Organization.Requests.Snapshot().Where(request => request.Origin == origin && message(request.Message)).Sum(request => (int)request.Count);
}
