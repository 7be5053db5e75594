using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Routing;

/// <summary>Sixteen callers at once, jobs in the background, and everybody asking again for every lead: shares stay exact.</summary>
public sealed class ParallelRoutingTests
{
    private const int Callers = 16, LeadsOfEach = 8;
    private static readonly TimeSpan Watchdog = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Shares_stay_exact_no_lead_is_routed_twice_and_none_is_left()
    {
        using var house = new RoutingHouse();
        decimal[] weights = [5, 3, 2.5m, 1];
        var pairs = weights.Select(weight => house.Member(weight)).ToArray();
        var sellers = pairs.Select(house.SellerOf).ToArray();
        var leads = new ConcurrentBag<Guid>();

        using (house.Organization.StartAsyncService())
        {
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Factory.StartNew(
                () => Work(caller), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)))
                .WaitAsync(Watchdog, TestContext.Current.CancellationToken);
        }

        house.RunJobs();
        Assert.Equal(0, house.Sweep());
        Assert.Equal(Callers * LeadsOfEach, leads.Count);
        Assert.All(leads, lead => Assert.Equal(house.OwnerOf(lead), Assert.Single(house.Handoffs(lead)).OwnerId!.Id));
        Assert.All(leads, lead => Assert.Contains(house.OwnerOf(lead), sellers));
        Assert.All(pairs.Zip(weights), pair =>
            Assert.InRange(house.CountOf(pair.First) - Callers * LeadsOfEach * pair.Second / weights.Sum(), -0.999m, 0.999m));
        Assert.Equal(Callers * LeadsOfEach, house.Row<Pool>(Pool.EntityLogicalName, house.Pool).Assignments);
        Assert.Equal(0m, pairs.Sum(pair => house.MemberOf(pair).Credit));

        void Work(int caller)
        {
            var service = house.Organization.CreateService();
            var make = new Producer(service, house.Clock);
            for (var i = 0; i < LeadsOfEach; i++)
            {
                var id = make.Lead(("jobtitle", "Director"), ("emailaddress1", $"{caller}.{i}@gmail.com"), ("numberofemployees", 500));
                leads.Add(id);
                service.Execute(new OrganizationRequest("smk_RouteLead") { ["Target"] = new EntityReference("lead", id) });
                if (i % 4 == 0)
                    service.Execute(new OrganizationRequest("smk_RunSweep") { ["Limit"] = 3, ["Task"] = "route" });
            }
        }
    }
}
