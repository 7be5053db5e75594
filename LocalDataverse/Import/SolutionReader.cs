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
        "Entities", "Roles", "EntityRelationships", "optionsets", "SolutionPluginAssemblies", "SdkMessageProcessingSteps", "Languages", "EntityMaps", "connectionreferences",
    };

    /// <summary>Reads a zip against what the organisation has already.</summary>
    /// <param name="zip">The bytes.</param>
    /// <param name="catalog">The tables known.</param>
    /// <param name="installed">The solutions that are there, for their names and their global choices.</param>
    /// <exception cref="SolutionImportException">It is broken, contradicts itself or the organisation, or needs what is not there.</exception>
    public static SolutionModel Read(byte[] zip, MetadataCatalog catalog, InstalledSolutions installed)
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
        new MissingDependencies(manifest, Manifest, catalog, installed).Check();
        var choices = KnownChoices(catalog, installed);
        var own = ColumnReader.GlobalChoices(root, Customizations);
        foreach (var (name, options) in own)
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
            AttributeMaps = AttributeMapReader.Read(root, Customizations),
            Assemblies = assemblies,
            Steps = plugins.Steps(),
            CustomApis = new CustomApiReader(archive, uniqueName).Read(),
            Roles = Roles(root),
            Choices = own,
            ChoiceDefinitions = ColumnReader.ChoiceDefinitions(root, Customizations),
            EnvironmentVariables = new EnvironmentVariableReader(archive).Read(),
            ConnectionReferences = [.. root.Items("connectionreferences", "connectionreference").Select(ConnectionReference)],
            Ignored = [.. Ignored(archive, root, assemblies)],
        };
        new RootComponents(manifest, Manifest).Check(root, model);
        return model;
    }

    private static ConnectionReferenceModel ConnectionReference(XElement reference) => new(
        reference.RequiredAttribute("connectionreferencelogicalname", Customizations),
        reference.Text("connectionreferencedisplayname"),
        reference.Text("connectorid"),
        reference.Text("description"));

    private static Dictionary<string, IReadOnlyList<OptionDefinition>> KnownChoices(MetadataCatalog catalog, InstalledSolutions installed)
    {
        var choices = new Dictionary<string, IReadOnlyList<OptionDefinition>>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in catalog.Tables.SelectMany(t => t.Columns).Where(c => c.GlobalChoice is not null))
        {
            choices[column.GlobalChoice!] = column.Options;
        }

        foreach (var (name, options) in installed.All.SelectMany(s => s.Model.Choices))
        {
            choices.TryAdd(name, options);
        }

        return choices;
    }

    private static List<RoleDefinition> Roles(XElement root)
    {
        var roles = new List<RoleDefinition>();
        foreach (var element in root.Items("Roles", "Role"))
        {
            var role = Role(element);
            if (roles.Exists(r => r.Id == role.Id))
            {
                throw XmlReading.Wrong(element, Customizations, $"Two roles have the id {role.Id:D}; the second is '{role.Name}'. Give each its own.");
            }

            roles.Add(role);
        }

        return roles;
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
            privileges,
            (role.Attribute("isinherited")?.Value ?? role.Text("IsInherited")) is not "0");
    }

    private static IEnumerable<string> Ignored(SolutionArchive archive, XElement root, List<AssemblyModel> assemblies)
    {
        foreach (var entity in root.Items("Entities", "Entity"))
        {
            var table = entity.Required("Name", Customizations).ToLowerInvariant();
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
            if (path is not (Manifest or Customizations or "[Content_Types].xml") && !dlls.Contains(path) && !CustomApiReader.Owns(path) && !EnvironmentVariableReader.Owns(path))
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
