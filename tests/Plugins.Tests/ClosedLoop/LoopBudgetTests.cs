using System;
using System.Linq;
using System.Text.Json.Nodes;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.ClosedLoop;

/// <summary>What closing the loop asks of the platform, however much is on record.</summary>
public sealed class LoopBudgetTests
{
    [Theory]
    [InlineData(1, 12, 6)]
    [InlineData(5, 13, 7)]
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
    public void Content_that_earns_costs_a_mark_of_its_own()
    {
        using var house = LoopHouse.OnceEach();
        var campaign = house.Campaign();
        var lead = house.LeadOf(campaign);
        house.HandOff(lead);
        house.Content("guide");
        house.Touch(lead, campaign, "guide");
        var opportunity = house.Opportunity(lead, 1000);
        house.NextDay();
        house.Organization.Requests.Reset();

        house.Win(opportunity, 1000);
        house.RunJobs();

        Assert.Equal((13, 7), (Sum(house, IsRead, RequestOrigin.AsyncJob), Sum(house, IsWrite, RequestOrigin.AsyncJob)));
    }

    [Theory]
    [InlineData(null, 3, 1)]
    [InlineData("elsewhere", 4, 1)]
    [InlineData("guide", 5, 2)]
    [InlineData("read before", 5, 1)]
    public void An_event_costs_a_read_when_it_names_content_another_when_that_is_known_and_a_write_when_the_reader_is_new(string? content, int reads, int writes)
    {
        using var house = LoopHouse.OnceEach();
        var lead = house.LeadOf();
        house.Content("guide");
        house.Content("read before");
        // The event with the smallest id speaks for all of a lead about one content.
        house.Make.Event(lead, EngagementType.PageVisit, item => (item.Id, item.Content) = (new Guid("00000000-0000-0000-0000-000000000001"), "read before"));
        house.RunJobs();
        house.Organization.Requests.Reset();

        house.Touch(lead, null, content);
        house.RunJobs();

        Assert.Equal((reads, writes), (Sum(house, IsRead, RequestOrigin.AsyncJob), Sum(house, IsWrite, RequestOrigin.AsyncJob)));
    }

    [Fact]
    public void A_sweep_of_content_and_personas_costs_a_read_each_when_nothing_is_due()
    {
        using var house = LoopHouse.OnceEach();
        house.Content("guide");
        house.Persona();
        house.Sweep("contents");
        house.Sweep("personas");

        foreach (var task in new[] { "contents", "personas" })
            Assert.Equal((1, 0), SweepCost(house, task));
    }

    [Fact]
    public void Content_costs_two_reads_and_a_write_more_when_something_changed_and_personas_three_reads_however_many()
    {
        using var house = LoopHouse.OnceEach();
        for (var i = 0; i < 3; i++)
        {
            house.Content("guide " + i);
            house.Persona();
        }

        // Which is due and the two reads of the model agreed; nothing was known before, so that each has something new to say.
        Assert.Equal((3 + (3 * 2), 3 * 2), SweepCost(house, "contents"));
        Assert.Equal((1 + 3, 3), SweepCost(house, "personas"));
        house.Clock.Pass(TimeSpan.FromDays(1));
        Assert.Equal((1 + 3, 1), SweepCost(house, "personas"));
    }

    [Fact]
    public void Evidence_costs_two_reads_until_a_day_has_passed_then_five_and_a_write()
    {
        using var house = LoopHouse.OnceEach();
        Assert.Equal((5, 5), SweepCost(house, "evidence"));
        Assert.Equal((2, 0), SweepCost(house, "evidence"));
        house.Clock.Pass(TimeSpan.FromDays(1));
        Assert.Equal((5, 1), SweepCost(house, "evidence"));
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

    private static (int Reads, int Writes) SweepCost(LoopHouse house, string task)
    {
        house.Organization.Requests.Reset();
        house.Sweep(task);
        return (Sum(house, IsRead, RequestOrigin.SyncPlugin), Sum(house, IsWrite, RequestOrigin.SyncPlugin));
    }

    private static bool IsRead(string name) => name is "Retrieve" or "RetrieveMultiple";

    private static bool IsWrite(string name) => name is "Create" or "Update";

    private static int Sum(LoopHouse house, Func<string, bool> message, RequestOrigin origin) =>
        house.Organization.Requests.Snapshot().Where(request => request.Origin == origin && message(request.Message)).Sum(request => (int)request.Count);
}
