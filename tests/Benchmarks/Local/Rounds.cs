using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;

namespace Smarketing.Benchmarks.Local;

/// <summary>Measures two sides in turn, so that what else the machine does falls on both, and gives the medians.</summary>
internal static class Rounds
{
    private const int Measured = 9, WarmUp = 3;

    /// <summary>Runs both sides and prints one line: what, the time of each for one operation, and how many times the first the second takes.</summary>
    /// <param name="name">What is compared.</param>
    /// <param name="aim">The most the ratio should be.</param>
    /// <param name="operations">How many operations one round of a side does.</param>
    /// <param name="bare">A round of bare SQLite.</param>
    /// <param name="local">A round of LocalDataverse.</param>
    public static void Compare(string name, double aim, int operations, Action bare, Action local)
    {
        var times = new Dictionary<Action, List<double>> { [bare] = [], [local] = [] };
        for (var round = 0; round < WarmUp + Measured; round++)
        {
            foreach (var side in round % 2 == 0 ? [bare, local] : new[] { local, bare })
            {
                var watch = Stopwatch.StartNew();
                side();
                if (round >= WarmUp)
                {
                    times[side].Add(watch.Elapsed.TotalMicroseconds / operations);
                }
            }
        }

        var (bareTime, localTime) = (Median(times[bare]), Median(times[local]));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-58} {bareTime,12:N1} µs {localTime,12:N1} µs   ratio {localTime / bareTime,6:0.00}   (aim {aim:0})"));
    }

    public static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);
}
