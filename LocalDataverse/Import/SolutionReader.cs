using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Security;

namespace Smarketing.LocalDataverse.Import;

/// <summary>Reads a whole solution zip. Changes nothing; refuses what does not hold together.</summary>
internal static class SolutionReader
{
    private const string Customizations = "customizations.xml";
    private const string Manifest = "solution.xml";

    // Understood, or without meaning here: an empty frame every export writes.
    private static readonly HashSet<string> Understood = new(StringComparer.Ordinal)
    {
        "Entities", "Roles", "EntityRelationships", "optionsets", "SolutionPluginAssemblies", "SdkMessageProcessingSteps", "Languages",
    };

    public static SolutionModel Read(byte[] zip, MetadataCatalog catalog)
    {
        var archive = SolutionArchive.Read(zip);
        var manifest = archive.Xml(Manifest).Element("SolutionManifest")
            ?? throw new SolutionImportException($"{Manifest} has no <SolutionManifest>. Export the solution again.");
        var root = archive.Xml(Customizations);
        if (!string.Equals(root.Name.LocalName, "ImportExportXml", StringComparison.Ordinal))
        {
            throw XmlReading.Wrong(root, Customizations, $"The root is <{root.Name.LocalName}>; it must be <ImportExportXml>.");
        }

        var uniqueName = manifest.Required("UniqueName", Manifest);
        var choices = KnownChoices(catalog);
        foreach (var (name, options) in ColumnReader.GlobalChoices(root, Customizations))
        {
            choices[name] = options;
        }

        var tables = new TableReader(root, Customizations, catalog, new ColumnReader(Customizations, choices));
        tables.Read();
        var plugins = new PluginReader(archive, root, Customizations);
        var assemblies = plugins.Assemblies();
        var model = new SolutionModel
        {
            UniqueName = uniqueName,
            FriendlyName = manifest.Labels("LocalizedNames").For(1033) ?? uniqueName,
            Version = manifest.Required("Version", Manifest),
            IsManaged = manifest.Text("Managed") switch
            {
                "0" => false,
                "1" => true,
                var other => throw XmlReading.Wrong(manifest, Manifest, $"<Managed> is '{other}'. A zip says 0 (unmanaged) or 1 (managed); only an unpacked folder says 2."),
            },
            Publisher = manifest.Element("Publisher")?.Text("UniqueName") ?? string.Empty,
            Tables = tables.Tables,
            ManyToMany = tables.ManyToMany,
            Assemblies = assemblies,
            Steps = plugins.Steps(),
            CustomApis = new CustomApiReader(archive, uniqueName).Read(),
            Roles = [.. root.Items("Roles", "Role").Select(Role)],
            Ignored = [.. Ignored(archive, root, assemblies)],
        };
        new RootComponents(manifest, Manifest).Check(root, model);
        return model;
    }

    private static Dictionary<string, IReadOnlyList<OptionDefinition>> KnownChoices(MetadataCatalog catalog)
    {
        var choices = new Dictionary<string, IReadOnlyList<OptionDefinition>>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in catalog.Tables.SelectMany(t => t.Columns).Where(c => c.GlobalChoice is not null))
        {
            choices[column.GlobalChoice!] = column.Options;
        }

        return choices;
    }

    private static RoleDefinition Role(XElement role)
    {
        var privileges = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var privilege in role.Items("RolePrivileges", "RolePrivilege"))
        {
            privileges[privilege.RequiredAttribute("name", Customizations)] = privilege.RequiredAttribute("level", Customizations);
        }

        return new RoleDefinition(
            XmlReading.Id(role, role.RequiredAttribute("id", Customizations), "The id of a role", Customizations),
            role.RequiredAttribute("name", Customizations),
            privileges);
    }

    private static IEnumerable<string> Ignored(SolutionArchive archive, XElement root, List<AssemblyModel> assemblies)
    {
        foreach (var entity in root.Items("Entities", "Entity"))
        {
            var table = entity.Text("Name")!.ToLowerInvariant();
            foreach (var form in entity.Items("FormXml", "forms").SelectMany(f => f.Elements("systemform")))
            {
                yield return $"Form '{NameOf(form)}' of {table}";
            }

            foreach (var view in entity.Descendants("savedquery"))
            {
                yield return $"View '{NameOf(view)}' of {table}";
            }

            foreach (var chart in entity.Descendants("visualization"))
            {
                yield return $"Chart '{NameOf(chart)}' of {table}";
            }

            if (entity.Element("RibbonDiffXml")?.Element("CustomActions")?.HasElements == true)
            {
                yield return $"Ribbon of {table}";
            }
        }

        foreach (var section in root.Elements().Where(s => s.HasElements && !Understood.Contains(s.Name.LocalName)))
        {
            foreach (var component in section.Elements())
            {
                yield return $"{section.Name.LocalName}: {component.Name.LocalName} '{NameOf(component)}'";
            }
        }

        var dlls = assemblies.Select(a => a.File).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var path in archive.Paths)
        {
            if (path is not (Manifest or Customizations or "[Content_Types].xml") && !dlls.Contains(path) && !CustomApiReader.Owns(path))
            {
                yield return $"File '{path}'";
            }
        }
    }

    private static string NameOf(XElement component) =>
        component.Labels("LocalizedNames").For(1033)
        ?? component.Attribute("Name")?.Value ?? component.Attribute("name")?.Value
        ?? component.Text("Name") ?? component.Text("UniqueName") ?? component.Text("DisplayName")
        ?? component.Attribute("unique_name")?.Value ?? component.Text("formid") ?? component.Text("savedqueryid") ?? "(unnamed)";
}
