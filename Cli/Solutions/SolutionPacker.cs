using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Smarketing.Cli.Solutions.Packing;

namespace Smarketing.Cli.Solutions;

/// <summary>Packs the unpacked solution and the built assemblies into the zip that environments import.</summary>
public static class SolutionPacker
{
    /// <summary>The zip as bytes: the same for the same source and assemblies, whatever the machine, folder, time or culture.</summary>
    /// <exception cref="InputException">The tree is not a solution that can be imported; the message lists what to put right.</exception>
    public static byte[] Pack(RepositoryLayout layout, bool managed)
    {
        var solution = Assemble(layout, managed);
        var findings = SolutionChecks.Find(solution).Distinct(StringComparer.Ordinal).ToList();
        return findings.Count == 0
            ? ReproducibleZip.Write(solution.Parts())
            : throw new InputException($"The solution cannot be packed:{Environment.NewLine}{string.Join(Environment.NewLine, findings)}");
    }

    /// <summary>Everything that keeps the solution from being packed, one sentence each; empty when it is sound.</summary>
    /// <exception cref="InputException">A file without which nothing can be checked is missing or unreadable.</exception>
    public static IReadOnlyList<string> Findings(RepositoryLayout layout) =>
        [.. SolutionChecks.Find(Assemble(layout, managed: false)).Concat(SolutionChecks.Find(Assemble(layout, managed: true))).Distinct(StringComparer.Ordinal)];

    /// <summary>The file name maker tools give such a package, for example <c>SmarketingCrm_0_1_0_0_managed.zip</c>.</summary>
    public static string FileName(RepositoryLayout layout, bool managed)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var file = Path.Combine(layout.SolutionSource, "Other", "Solution.xml");
        var manifest = SolutionXml.Load(file, layout.Display(file)).Element("SolutionManifest");
        var version = manifest?.Text("Version").Replace('.', '_');
        return $"{manifest?.Text("UniqueName")}_{version}{(managed ? "_managed" : "")}.zip";
    }

    private static AssembledSolution Assemble(RepositoryLayout layout, bool managed)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return SolutionAssembler.Assemble(new SolutionTree(layout.SolutionSource), name => File.ReadAllBytes(layout.BuiltAssembly(name)), managed);
    }
}
