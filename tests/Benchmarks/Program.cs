using System;
using System.Linq;
using BenchmarkDotNet.Running;
using Smarketing.Benchmarks.Engine;
using Smarketing.Benchmarks.Local;
using Smarketing.Benchmarks.Pipeline;

namespace Smarketing.Benchmarks;

/// <summary><c>dotnet run -c Release --project tests/Benchmarks -- engine|pipeline|story|local</c>: prints ratios, which travel between machines better than times.</summary>
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
            case "pipeline":
                StoreSizes.Run([1_000, 10_000, 100_000]);
                return 0;
            case "story":
                WholeStory.Run();
                return 0;
            case "local":
                LocalAgainstBare.Run(arguments.Skip(1).FirstOrDefault());
                return 0;
            case "local-start":
                StartUp.Child(arguments[1]);
                return 0;
            case "local-memory":
                Memory.Child();
                return 0;
            default:
                Console.Error.WriteLine(
                    "Say which: engine (one score against hand-written C# and RulesEngine) pipeline (leads per second as the store fills), story (the whole story against scoring alone) or local (LocalDataverse against bare SQLite; create, query, start or memory for a part of it).");
                return 1;
        }
    }
}
