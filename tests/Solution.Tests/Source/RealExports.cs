using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using Smarketing.Cli.Solutions;
using Xunit;

namespace Smarketing.Tests.Solution.Source;

/// <summary>Holds tree and packages against what was learned from real exports, where that knowledge lies beside the repository.</summary>
public sealed class RealExports
{
    private static readonly string Check = Path.GetFullPath(Path.Combine(SourceTree.Layout.Root, "..", "shared", "solution-oracle", "check.py"));

    [Fact]
    public void The_tree_looks_like_an_unpacked_export()
    {
        Assert.SkipUnless(IsAvailable(), "Neither ../shared/solution-oracle nor python3: nothing to compare with.");

        Assert.Empty(Errors(SourceTree.Layout.SolutionSource));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_package_looks_like_an_export(bool managed)
    {
        Assert.SkipUnless(IsAvailable(), "Neither ../shared/solution-oracle nor python3: nothing to compare with.");
        var package = Path.Combine(Path.GetTempPath(), $"smarketing-{Guid.NewGuid():N}.zip");
        try
        {
            File.WriteAllBytes(package, SolutionPacker.Pack(SourceTree.Layout, managed));

            Assert.Empty(Errors(package));
        }
        finally
        {
            File.Delete(package);
        }
    }

    private static List<string> Errors(string path)
    {
        var (_, output) = Run("python3", [Check, path, "--langs", "1033,1036", "--strict-ootb", "--no-info", "--json"]);
        using var report = JsonDocument.Parse(output);
        return
        [
            .. from finding in report.RootElement.GetProperty("findings").EnumerateArray()
               let parts = finding.EnumerateArray().Select(part => part.GetString() ?? "").ToArray()
               where parts[0] == "ERROR" && !IsOnlyASecondLanguage(parts[1], parts[2], parts[3])
               select string.Join(' ', parts[1..]),
        ];
    }

    /// <summary>
    /// The exports learned from have custom APIs and alternate keys in one language only, so a second label there counts as never seen (G5),
    /// while the same check misses the French one (R11) when it is left out. Both languages are what we want.
    /// </summary>
    private static bool IsOnlyASecondLanguage(string code, string where, string message) => code == "G5"
        && ((where.StartsWith("customapis/", StringComparison.Ordinal) && message.StartsWith("<label> occurs 2 times", StringComparison.Ordinal))
            || (where.Contains("/EntityKey[", StringComparison.Ordinal) && message.StartsWith("<displayname> occurs 2 times", StringComparison.Ordinal)));

    private static bool IsAvailable()
    {
        try
        {
            return File.Exists(Check) && Run("python3", ["--version"]).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static (int ExitCode, string Output) Run(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
