using System;
using System.IO;
using System.Linq;
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

    [Fact]
    public void Packing_it_twice_gives_the_same_bytes() =>
        Assert.Equal(SolutionPacker.Pack(Repository, managed: true), SolutionPacker.Pack(Repository, managed: true));
}
