using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Cli.Data;
using Smarketing.Cli.Run;
using Smarketing.Cli.Solutions;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;

namespace Smarketing.Benchmarks.Pipeline;

/// <summary>
/// Leads a second through the shipped zip — create, asynchronous jobs, two engagements with theirs, one update — as the store fills.
/// What is compared is the store's size, in one process and one run.
/// </summary>
internal static class StoreSizes
{
    private const int LeadsPerRound = 300, Rounds = 7;

    private static readonly string[] Cities = ["Lyon", "Nantes", "Lille", "Toulouse", "Rennes"];

    public static void Run(IReadOnlyList<int> sizes)
    {
        var layout = RepositoryLayout.Find();
        var clock = new RunClock(new DateTime(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc));
        var start = Stopwatch.StartNew();
        using var organization = LocalOrganization.Open(new LocalOrganizationOptions { Clock = clock });
        using (var zip = new MemoryStream(SolutionPacker.Pack(layout, managed: true), writable: false))
            organization.ImportSolution(zip);
        ConfigurationLoader.Load(ConfigurationPackage.Read(layout.SolutionData), organization.CreateService());
        organization.RunAsyncJobs();
        Console.WriteLine($"opened, imported and configured in {start.Elapsed.TotalSeconds:0.0} s");

        var service = organization.CreateService();
        var stored = 0;
        // Compilers and caches warm up before anything is measured.
        for (; stored < LeadsPerRound * 3; stored++)
            WholeWay(organization, service, clock, stored);
        double first = 0;
        foreach (var size in sizes)
        {
            for (; stored < size; stored++)
            {
                service.Create(LeadOf(stored));
                organization.RunAsyncJobs();
            }

            var rates = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                var watch = Stopwatch.StartNew();
                for (var i = 0; i < LeadsPerRound; i++)
                    WholeWay(organization, service, clock, stored++);
                rates.Add(LeadsPerRound / watch.Elapsed.TotalSeconds);
            }

            var median = rates.Order().ElementAt(Rounds / 2);
            first = first == 0 ? median : first;
            Console.WriteLine(FormattableString.Invariant($"{size,8:N0} leads stored: {median,7:0} leads/s, ratio to the first {median / first:0.00}"));
        }
    }

    private static void WholeWay(LocalOrganization organization, IOrganizationService service, RunClock clock, int number)
    {
        clock.MoveTo(clock.Now.AddSeconds(1));
        var id = service.Create(LeadOf(number));
        organization.RunAsyncJobs();
        for (var i = 0; i < 2; i++)
        {
            service.Create(new Entity(Engagement.EntityLogicalName)
            {
                [Engagement.Columns.Name] = "Visit",
                [Engagement.Columns.LeadId] = new EntityReference(Lead.EntityLogicalName, id),
                [Engagement.Columns.Type] = new OptionSetValue((int)EngagementType.PricingVisit),
                [Engagement.Columns.Channel] = new OptionSetValue((int)Channel.Site),
                [Engagement.Columns.OccurredOn] = clock.Now,
                [Engagement.Columns.SourceKey] = FormattableString.Invariant($"visit-{number}-{i}"),
            });
            organization.RunAsyncJobs();
        }

        service.Update(new Entity(Lead.EntityLogicalName, id) { ["jobtitle"] = "Directrice logistique" });
        organization.RunAsyncJobs();
    }

    private static Entity LeadOf(int number) => new(Lead.EntityLogicalName)
    {
        ["firstname"] = "Camille",
        ["lastname"] = FormattableString.Invariant($"Durand {number}"),
        ["companyname"] = FormattableString.Invariant($"Atelier {number}"),
        ["emailaddress1"] = FormattableString.Invariant($"camille{number}@atelier.example"),
        ["address1_city"] = Cities[number % Cities.Length],
        ["numberofemployees"] = 20 + (number % 400),
    };
}
