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
               where parts[0] == "ERROR"
               select string.Join(' ', parts[1..]),
        ];
    }

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
