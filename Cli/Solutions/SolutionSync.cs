using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Smarketing.Cli.Solutions.Syncing;
using Smarketing.Cli.Solutions.Tables;

namespace Smarketing.Cli.Solutions;

/// <summary>
/// Keeps in line what is written twice: table classes follow the solution's XML, the XML of assemblies and steps follows the step classes.
/// Nothing is changed until <see cref="FileChanges.Apply"/>.
/// </summary>
public static class SolutionSync
{
    /// <summary>Table classes against <c>Entities</c> and <c>OptionSets</c>. Needs no built assembly.</summary>
    /// <exception cref="InputException">The XML cannot be understood.</exception>
    public static FileChanges TableClassChanges(RepositoryLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var changes = new FileChanges();
        var files = TableClasses.Generate(layout);
        foreach (var (path, text) in files)
        {
            changes.Expect(path, text);
        }
        changes.ExpectNoOther(layout.TableClasses, "*.g.cs", files.Keys);
        return changes;
    }

    /// <summary>The XML of assemblies and steps, and their lines in <c>Solution.xml</c>, against what the assemblies ask for.</summary>
    /// <exception cref="InputException">A registration cannot be written.</exception>
    public static FileChanges RegistrationChanges(RepositoryLayout layout, IReadOnlyList<ShippedAssembly> assemblies)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(assemblies);
        var changes = new FileChanges();
        var manifestFile = Path.Combine(layout.SolutionSource, "Other", "Solution.xml");
        var manifest = SolutionXml.Load(manifestFile, layout.Display(manifestFile));
        var version = manifest.Element("SolutionManifest")?.Text("Version") ?? "";
        var roots = new List<XElement>();
        var steps = new List<string>();
        var stepFolder = Path.Combine(layout.SolutionSource, "SdkMessageProcessingSteps");
        foreach (var assembly in assemblies)
        {
            var file = Path.Combine(layout.SolutionSource, RegistrationXml.AssemblyFile(assembly).Replace('/', Path.DirectorySeparatorChar) + ".data.xml");
            changes.ExpectXml(file, RegistrationXml.Assembly(assembly, IntroducedVersion(file, version)));
            roots.Add(Root("91", StableId.Assembly(assembly.Name), assembly.FullName));
            foreach (var step in assembly.Steps)
            {
                var id = StableId.Step(step.TypeName);
                var stepFile = Path.Combine(stepFolder, id.ToString("B") + ".xml");
                changes.ExpectXml(stepFile, RegistrationXml.Step(step, assembly.FullName, IntroducedVersion(stepFile, version)));
                steps.Add(stepFile);
                roots.Add(Root("92", id, null));
            }
        }
        changes.ExpectNoOther(stepFolder, "*.xml", steps);
        changes.ExpectXml(manifestFile, WithRoots(manifest, roots));
        return changes;
    }

    /// <summary>A component keeps the version it came with; a new one comes with this one.</summary>
    private static string IntroducedVersion(string file, string version)
    {
        var known = File.Exists(file) ? SolutionXml.Parse(File.ReadAllBytes(file), file).Text("IntroducedVersion") : "";
        return known.Length > 0 ? known : version;
    }

    private static XElement Root(string type, Guid id, string? schemaName) => new(
        "RootComponent",
        new XAttribute("type", type),
        new XAttribute("id", id.ToString("B")),
        schemaName is null ? null : new XAttribute("schemaName", schemaName),
        new XAttribute("behavior", "0"));

    private static XElement WithRoots(XElement manifest, List<XElement> roots)
    {
        var result = new XElement(manifest);
        var list = result.Element("SolutionManifest")?.Element("RootComponents")
            ?? throw new InputException("Solution/src/Other/Solution.xml has no SolutionManifest/RootComponents. Restore the file from an export.");
        var others = list.Elements().Where(root => root.Attribute("type")?.Value is not ("91" or "92"));
        list.ReplaceNodes(others
            .Concat(roots.OrderBy(root => root.Attribute("type")!.Value, StringComparer.Ordinal).ThenBy(root => root.Attribute("id")!.Value, StringComparer.Ordinal))
            .OrderBy(root => int.Parse(root.Attribute("type")?.Value ?? "0", NumberStyles.None, CultureInfo.InvariantCulture)) // stable: others keep their order
            .ToList());
        return result;
    }
}
