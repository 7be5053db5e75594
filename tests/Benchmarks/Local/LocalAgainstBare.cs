using System;
using System.IO;

namespace Smarketing.Benchmarks.Local;

/// <summary>LocalDataverse against bare SQLite: what tables, checks, pipeline and result shaping cost.</summary>
internal static class LocalAgainstBare
{
    public static void Run(string? only)
    {
        var folder = Directory.CreateTempSubdirectory("smk-bench-");
        try
        {
            Console.WriteLine($"{"",-58} {"bare SQLite",15} {"LocalDataverse",15}");
            Run("create", () => Creates.Run(folder.FullName));
            Run("query", () => Queries.Run(folder.FullName));
            Run("start", () => StartUp.Run(folder.FullName));
            Run("memory", Memory.Run);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        void Run(string part, Action run)
        {
            if (only is null || string.Equals(only, part, StringComparison.Ordinal))
            {
                run();
            }
        }
    }
}
