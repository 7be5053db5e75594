using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Threading.Tasks;
using Smarketing.Cli.Solutions;
using Xunit;

namespace Smarketing.Tests.Solution.Pack;

/// <summary>The solution of this repository, packed with the assemblies of this build.</summary>
public sealed class ShippedSolutionTests
{
    private static readonly RepositoryLayout Repository = RepositoryLayout.Find();

    [Fact]
    public void It_can_be_packed() => Assert.Empty(SolutionPacker.Findings(Repository));

    [Theory]
    [InlineData("Smarketing.Crm.Plugins", true)]
    [InlineData("Smarketing.Crm.Plugins", false)]
    [InlineData("Smarketing.Crm.Workflows", true)]
    [InlineData("Smarketing.Crm.Workflows", false)]
    public void The_DLL_in_the_zip_is_the_DLL_that_was_built(string assembly, bool managed)
    {
        var zip = new Zip(SolutionPacker.Pack(Repository, managed));
        var declared = zip.Customizations.Descendants("PluginAssembly").Single(each => each.Attribute("FullName")!.Value.StartsWith(assembly + ",", StringComparison.Ordinal));

        Assert.Equal(File.ReadAllBytes(Repository.BuiltAssembly(assembly)), zip.Bytes(declared.Element("FileName")!.Value.TrimStart('/')));
    }

    [Fact]
    public void No_other_DLL_ships()
    {
        var zip = new Zip(SolutionPacker.Pack(Repository, managed: true));

        Assert.Equal(2, zip.Names.Count(name => name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("Smarketing.Crm.Plugins")]
    [InlineData("Smarketing.Crm.Workflows")]
    public void A_DLL_carries_nothing_of_where_when_or_how_it_was_built(string assembly)
    {
        var bytes = File.ReadAllBytes(Repository.BuiltAssembly(assembly));
        using var image = new PEReader(new MemoryStream(bytes));

        // The compiler's own word for it; a pdb, or its path, would be a second entry.
        Assert.Equal([DebugDirectoryEntryType.Reproducible], image.ReadDebugDirectory().Select(entry => entry.Type));
        // A path, or Debug and Release apart.
        Assert.All(["AssemblyConfigurationAttribute", Repository.Root], word => Assert.False(Holds(bytes, word), word));
        Assert.True(Holds(bytes, "AssemblyFileVersionAttribute"), "The search itself finds nothing.");
    }

    [Fact]
    public void Packing_it_twice_gives_the_same_bytes() =>
        Assert.Equal(SolutionPacker.Pack(Repository, managed: true), SolutionPacker.Pack(Repository, managed: true));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_check_learned_from_real_exports_finds_no_error_in_the_zip(bool managed)
    {
        var folder = Directory.CreateTempSubdirectory("smk-");
        try
        {
            var zip = Path.Combine(folder.FullName, SolutionPacker.FileName(Repository, managed));
            await File.WriteAllBytesAsync(zip, SolutionPacker.Pack(Repository, managed), TestContext.Current.CancellationToken);

            Assert.Empty(await ErrorsIn(zip));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_check_learned_from_real_exports_finds_no_error_in_the_tree() => Assert.Empty(await ErrorsIn(Repository.SolutionSource));

    private static bool Holds(byte[] bytes, string word) =>
        bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(word)) >= 0;

    private static async Task<IEnumerable<string>> ErrorsIn(string solution)
    {
        var oracle = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "solution-oracle", "check.py"));
        Assert.SkipUnless(File.Exists(oracle), "The check is not beside the repository.");
        var lines = await Python(oracle, solution, "--langs", "1033,1036", "--strict-ootb", "--no-info", "--max", "10000");
        return lines.Where(line => line.StartsWith("ERROR ", StringComparison.Ordinal));
    }

    private static async Task<string[]> Python(params string[] arguments)
    {
        var start = new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        Process? process = null;
        try
        {
            process = Process.Start(start);
        }
        catch (Win32Exception)
        {
            Assert.Skip("python3 is not installed.");
        }
        using (process)
        {
            var text = await process!.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.NotEmpty(text);
            return text.Split('\n');
        }
    }
}
