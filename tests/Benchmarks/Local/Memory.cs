using System;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse;

namespace Smarketing.Benchmarks.Local;

/// <summary>What 100,000 leads in memory take of it.</summary>
internal static class Memory
{
    private const int Leads = 100_000;

    public static void Run()
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["local-memory"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        Console.WriteLine($"{"100,000 leads in memory",-58} {process.StandardOutput.ReadToEnd().Trim(),12} MB");
        process.WaitForExit();
    }

    /// <summary>What the measured process does; one of its own, as memory once used stays with a process.</summary>
    public static void Child()
    {
        using var organization = LocalOrganization.Open(new LocalOrganizationOptions());
        var service = organization.CreateService();
        Fill(service, 1000);
        var before = Used();
        Fill(service, Leads);
        Console.WriteLine(((Used() - before) / 1048576).ToString(CultureInfo.InvariantCulture));
    }

    private static void Fill(IOrganizationService service, int count)
    {
        for (var i = 0; i < count;)
        {
            var targets = new EntityCollection { EntityName = "lead" };
            for (var j = 0; j < 500; j++)
            {
                targets.Entities.Add(LeadRows.Lead(i++, null));
            }

            service.Execute(new CreateMultipleRequest { Targets = targets });
        }
    }

    private static long Used()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
