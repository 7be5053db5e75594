using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Cli.Solutions;
using Smarketing.LocalDataverse;

namespace Smarketing.Benchmarks.Local;

/// <summary>From the start of a process to the answer to the first query: with the zip imported anew, and with a database file reopened.</summary>
internal static class StartUp
{
    private const int Starts = 7;

    public static void Run(string folder)
    {
        var zip = Path.Combine(folder, "solution.zip");
        File.WriteAllBytes(zip, SolutionPacker.Pack(RepositoryLayout.Find(), managed: true));
        Print("start-up: open in memory and import the zip", zip);
        var file = Path.Combine(folder, "start.db");
        using (var organization = LocalOrganization.Open(new LocalOrganizationOptions { DatabaseFile = file }))
        {
            Import(organization, zip);
        }

        Print("start-up: reopen a database file", file);
    }

    /// <summary>What the measured process does.</summary>
    public static void Child(string path)
    {
        var isFile = path.EndsWith(".db", StringComparison.Ordinal);
        using var organization = LocalOrganization.Open(new LocalOrganizationOptions { DatabaseFile = isFile ? path : null });
        if (!isFile)
        {
            Import(organization, path);
        }

        organization.CreateService().RetrieveMultiple(new QueryExpression("lead") { ColumnSet = new ColumnSet(true) });
        using var process = Process.GetCurrentProcess();
        Console.WriteLine((DateTime.Now - process.StartTime).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
    }

    private static void Print(string what, string path)
    {
        var times = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["local-start", path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            times.Add(double.Parse(process.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture) / 1000);
            process.WaitForExit();
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-58} {Rounds.Median(times),12:0.00} s   (aim 2 s)"));
    }

    private static void Import(LocalOrganization organization, string zip)
    {
        using var stream = File.OpenRead(zip);
        organization.ImportSolution(stream);
    }
}
