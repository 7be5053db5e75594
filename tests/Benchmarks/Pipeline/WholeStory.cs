using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Smarketing.Cli.Run;
using Smarketing.Cli.Samples;
using Smarketing.Cli.Solutions;

namespace Smarketing.Benchmarks.Pipeline;

/// <summary>
/// Leads a second of the sample firm with everything that follows a ripe lead — hand-off, answers, calls, meetings, opportunities,
/// outcomes, campaigns, objectives, reviews, hourly sweeps — against scoring alone. Both sides take turns in one process.
/// </summary>
internal static class WholeStory
{
    private const int Leads = 200, Rounds = 3;

    public static void Run()
    {
        var layout = RepositoryLayout.Find();
        var (story, scoring) = (new List<double>(), new List<double>());

        // Compilers and caches warm up before anything is measured.
        Rate(layout, hasFloor: true);
        Rate(layout, hasFloor: false);
        for (var round = 0; round < Rounds; round++)
        {
            scoring.Add(Rate(layout, hasFloor: false));
            story.Add(Rate(layout, hasFloor: true));
        }

        var (alone, whole) = (Median(scoring), Median(story));
        Console.WriteLine(FormattableString.Invariant($"scoring alone {alone:0} leads/s, whole story {whole:0} leads/s, ratio {whole / alone:0.00}"));
    }

    private static double Rate(RepositoryLayout layout, bool hasFloor) =>
        LeadRun.Run(layout, new SampleFirm(leads: Leads, hasFloor: hasFloor), new RunOptions(), new FeedTally(), new Silence(), CancellationToken.None)!.Timings.LeadsPerSecond;

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed class Silence : IRunProgress
    {
        public void Begin(string stage)
        {
        }

        public void Report(long done, long total)
        {
        }
    }
}
