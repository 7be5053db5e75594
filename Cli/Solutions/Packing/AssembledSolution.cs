using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;

namespace Smarketing.Cli.Solutions.Packing;

/// <summary>A solution put together for one kind of package: the two documents, the content files, and what went wrong on the way.</summary>
internal sealed class AssembledSolution(XElement manifest, XElement customizations)
{
    /// <summary>The order every exported package has, and the sections that are there even when empty.</summary>
    private static readonly (string Name, bool Always)[] Sections =
    [
        ("Entities", true), ("Roles", true), ("Workflows", true), ("FieldSecurityProfiles", true), ("Templates", true), ("EntityImageConfigs", false),
        ("RibbonDiffXml", false), ("ConnectionRoles", false), ("SiteMap", false), ("EntityMaps", true), ("AttributeImageConfigs", false),
        ("EntityRelationships", true), ("OrganizationSettings", true), ("optionsets", true), ("Reports", false), ("Dashboards", false),
        ("InteractionCentricDashboards", false), ("WebResources", false), ("CustomControls", true), ("SolutionPluginAssemblies", false),
        ("SdkMessageProcessingSteps", false), ("AppModuleSiteMaps", false), ("AppModules", false), ("EntityDataProviders", true),
        ("EntityDataSources", false), ("CanvasApps", false), ("Connectors", false), ("AIModels", false), ("connectionreferences", false), ("Languages", true),
    ];

    /// <summary>solution.xml.</summary>
    public XElement Manifest => manifest;

    /// <summary>customizations.xml.</summary>
    public XElement Customizations => customizations;

    /// <summary>Content files by their name in the zip.</summary>
    public SortedDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>XML files that ride along unchanged, for checks.</summary>
    public List<XElement> Riders { get; } = [];

    /// <summary>What has to be put right, one sentence each.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>Every document that can hold components or labels.</summary>
    public IEnumerable<XElement> Documents => Riders.Prepend(Customizations).Prepend(Manifest);

    /// <summary>The section with this name, made where it belongs when it is not there.</summary>
    public XElement Section(string name)
    {
        var section = Customizations.Element(name);
        if (section is not null)
        {
            return section;
        }
        section = new XElement(name);
        var rank = Rank(name);
        var before = Customizations.Elements().LastOrDefault(other => Rank(other.Name.LocalName) < rank);
        if (before is null)
        {
            Customizations.AddFirst(section);
        }
        else
        {
            before.AddAfterSelf(section);
        }
        return section;
    }

    public void AddEmptySections()
    {
        foreach (var (name, always) in Sections)
        {
            if (always)
            {
                Section(name);
            }
        }
    }

    /// <summary>The parts in their order in the zip.</summary>
    public IEnumerable<KeyValuePair<string, byte[]>> Parts() =>
    [
        new("[Content_Types].xml", SolutionXml.Write(ContentTypes())),
        new("solution.xml", SolutionXml.Write(Manifest)),
        new("customizations.xml", SolutionXml.Write(Customizations)),
        .. Files,
    ];

    private static int Rank(string section)
    {
        var index = Array.FindIndex(Sections, known => known.Name == section);
        return index < 0 ? int.MaxValue : index;
    }

    private XElement ContentTypes()
    {
        XNamespace types = "http://schemas.openxmlformats.org/package/2006/content-types";
        var octets = new XAttribute("ContentType", "application/octet-stream");
        var extensions = Files.Keys.Select(Extension).Where(extension => extension.Length > 0).Append("xml").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new XElement(
            types + "Types",
            extensions.Select(extension => new XElement(types + "Default", new XAttribute("Extension", extension), octets)),
            Files.Keys.Where(name => Extension(name).Length == 0).Select(name => new XElement(types + "Override", new XAttribute("PartName", "/" + name), octets)));
    }

    private static string Extension(string name) => Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
}
