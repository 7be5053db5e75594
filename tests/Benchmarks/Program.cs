using System;
using System.Linq;
using BenchmarkDotNet.Running;
using Smarketing.Benchmarks.Engine;

namespace Smarketing.Benchmarks;

/// <summary><c>dotnet run -c Release --project tests/Benchmarks -- engine</c>: prints ratios, which travel between machines better than times.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments.FirstOrDefault())
        {
            case "engine":
                SameAnswer.Check();
                BenchmarkRunner.Run<ScoringBenchmark>(Settings.ForNoisyMachines);
                return 0;
            default:
                Console.Error.WriteLine("Say which: engine (one score against hand-written C# and RulesEngine).");
                return 1;
        }
    }
}
