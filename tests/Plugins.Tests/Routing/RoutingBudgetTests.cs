using System;
using System.Linq;
using Smarketing.LocalDataverse;
using Xunit;

namespace Smarketing.Tests.Plugins.Routing;

/// <summary>What routing one lead asks of the platform, however many leads there are.</summary>
public sealed class RoutingBudgetTests
{
    [Fact]
    public void A_lead_that_is_not_ripe_costs_nothing()
    {
        using var house = new RoutingHouse();
        house.Member();
        house.RunJobs();
        house.Organization.Requests.Reset();

        house.Make.Lead();
        house.RunJobs();

        Assert.Equal(0, Sum(house, name => name == "smk_RouteLead"));
    }

    [Theory]
    [InlineData(2, false, 19, 7)]
    [InlineData(5, false, 19, 10)]
    [InlineData(5, true, 20, 10)]
    public void Routing_a_lead_costs_few_reads_and_a_write_for_each_member_in_turn(int members, bool withCapacity, int reads, int writes)
    {
        using var house = new RoutingHouse();
        for (var i = 0; i < members; i++)
            house.Member(1 + i, change: pair => pair.Capacity = withCapacity ? 100 : null);
        for (var i = 0; i < 3; i++)
            house.Routed(("emailaddress1", "a@acier.example"));
        house.Organization.Requests.Reset();

        house.Routed(("emailaddress1", "a@acier.example"));

        // Of the reads, three score the lead as it changes hands; one read and one write are those of its score change; two reads look for its persona, and one asks what the seller may own.
        Assert.Equal((reads, writes), (Sum(house, IsRead), Sum(house, name => name is "Create" or "Update")));
    }

    private static bool IsRead(string name) => name is "Retrieve" or "RetrieveMultiple";

    private static int Sum(RoutingHouse house, Func<string, bool> message) =>
        house.Organization.Requests.Snapshot().Where(request => request.Origin == RequestOrigin.AsyncJob && message(request.Message)).Sum(request => (int)request.Count);
}
