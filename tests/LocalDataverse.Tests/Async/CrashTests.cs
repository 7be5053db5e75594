using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using Smarketing.Tests.Crashing;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Async;

/// <summary>A process of its own writes into a file, says what is committed, and is killed at random moments, also inside jobs.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Kills = 5, MostLines = 120, Copies = 25, Turns = 40, Seed = 20260302;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smk-");

    private string DatabaseFile => Path.Combine(_folder.FullName, "crm.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_process_killed_at_any_moment_loses_nothing_it_committed_and_runs_every_job_once()
    {
        var random = new Random(Seed);
        var ledger = new CrashLedger();
        var leftWork = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            // The first is killed while it makes the file.
            WriteAndKill(ledger, random, lines: kill == 0 ? 0 : random.Next(MostLines));
            using var organization = Scene.Open(DatabaseFile);
            leftWork += CrashLedger.Rows(organization, "asyncoperation").Count > 0 ? 1 : 0;
            ledger.CheckWhatWasSaid(organization);

            // In between, what is left is sometimes left for the next process to take up.
            if (kill % 2 == 1)
            {
                organization.RunAsyncJobs();
                CrashLedger.CheckJobs(organization);
            }
        }

        Assert.True(ledger.Leads > 20 && leftWork > 1, $"{ledger.Leads} leads in all, jobs left {leftWork} times: the test proves nothing.");
    }

    /// <summary>Whatever the moment, a kill leaves what some commit left; so what lies on the disk after a commit is looked at, many times over.</summary>
    [Fact]
    public void What_lies_on_the_disk_after_any_commit_holds_all_that_was_said_and_runs_every_job_once()
    {
        var random = new Random(Seed);
        var said = new List<string>();
        var copies = new List<(string File, int Said)>();
        using (var organization = Scene.Open(DatabaseFile))
        {
            var writer = new Writer(organization.CreateService(), random, said.Add);
            organization.Platform.Store.Committed = () =>
            {
                if (copies.Count < Copies && random.Next(6) == 0)
                {
                    copies.Add((Copy(copies.Count), said.Count));
                }
            };
            for (var turn = 0; turn < Turns; turn++)
            {
                writer.Turn();
                organization.RunAsyncJobs(random.Next(6));
            }
        }

        Assert.Equal(Copies, copies.Count);
        foreach (var (file, count) in copies)
        {
            var ledger = new CrashLedger();
            said.Take(count).ToList().ForEach(ledger.Believe);
            using var organization = Scene.Open(file);
            ledger.CheckWhatWasSaid(organization);
            organization.RunAsyncJobs();
            CrashLedger.CheckJobs(organization);
        }
    }

    private string Copy(int number)
    {
        var file = Path.Combine(_folder.FullName, $"copy{number}.db");
        foreach (var end in new[] { "", "-wal" })
        {
            using var source = new FileStream(DatabaseFile + end, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var target = File.Create(file + end);
            source.CopyTo(target);
        }

        return file;
    }

    private void WriteAndKill(CrashLedger ledger, Random random, int lines)
    {
        using var writer = Process.Start(new ProcessStartInfo(WriterProgram, [DatabaseFile, random.Next().ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var said = new List<string>();
        while (said.Count < lines && writer.StandardOutput.ReadLine() is { } line)
        {
            said.Add(line);
        }

        var moment = TimeSpan.FromMicroseconds(lines == 0 ? random.Next(100_000, 400_000) : random.Next(3_000));
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < moment;)
        {
            // Anywhere within a request or a job, not just after a line.
        }

        Assert.False(writer.HasExited);
        writer.Kill();
        while (writer.StandardOutput.ReadLine() is { } line)
        {
            said.Add(line);
        }

        writer.WaitForExit();
        said.ForEach(ledger.Believe);
    }

    private static string WriterProgram
    {
        get
        {
            var metadata = typeof(CrashTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(a => a.Key, a => a.Value!, StringComparer.Ordinal);
            return Path.Combine(metadata["BuildOutput"], "CrashingWriter", metadata["Configuration"], OperatingSystem.IsWindows() ? "CrashingWriter.exe" : "CrashingWriter");
        }
    }
}
