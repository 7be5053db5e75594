using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;

namespace Smarketing.Cli.Solutions.Packing;

/// <summary>Puts the files of the tree where they belong in the zip. What it does not understand becomes a finding, never a silent loss.</summary>
internal sealed class SolutionAssembler
{
    private const string ManagedSuffix = "_managed.xml";

    /// <summary>Component files that go into a section of customizations.xml as they are.</summary>
    private static readonly (string Folder, string Section, string Root)[] Plain =
    [
        ("OptionSets/", "optionsets", "optionset"),
        ("Roles/", "Roles", "Role"),
        ("Dashboards/", "Dashboards", "Dashboard"),
        ("InteractionCentricDashboards/", "InteractionCentricDashboards", "Dashboard"),
        ("SdkMessageProcessingSteps/", "SdkMessageProcessingSteps", "SdkMessageProcessingStep"),
        ("AppModules/", "AppModules", "AppModule"),
        ("AppModuleSiteMaps/", "AppModuleSiteMaps", "AppModuleSiteMap"),
    ];

    /// <summary>Folders that are the same in the tree and in the zip.</summary>
    private static readonly string[] Riding = ["customapis/", "environmentvariabledefinitions/", "Controls/"];

    private readonly SolutionTree _tree;
    private readonly Func<string, byte[]> _builtAssembly;
    private readonly bool _managed;
    private readonly AssembledSolution _solution;

    private SolutionAssembler(SolutionTree tree, Func<string, byte[]> builtAssembly, bool managed)
    {
        _tree = tree;
        _builtAssembly = builtAssembly;
        _managed = managed;
        _solution = new AssembledSolution(tree.Xml("Other/Solution.xml"), tree.Xml("Other/Customizations.xml"));
    }

    /// <param name="tree">The unpacked solution.</param>
    /// <param name="builtAssembly">The built DLL by simple name.</param>
    /// <param name="managed">Which kind of package.</param>
    public static AssembledSolution Assemble(SolutionTree tree, Func<string, byte[]> builtAssembly, bool managed)
    {
        var assembler = new SolutionAssembler(tree, builtAssembly, managed);
        assembler.Assemble();
        return assembler._solution;
    }

    private void Assemble()
    {
        SetKind();
        _solution.AddEmptySections();
        foreach (var folder in _tree.Under("Entities/").Select(path => path.Split('/')[1]).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase).ToList())
        {
            AddEntity($"Entities/{folder}/");
        }
        foreach (var (folder, section, root) in Plain)
        {
            foreach (var path in _tree.Under(folder).Where(IsComponentFile).ToList())
            {
                if (Chosen(path))
                {
                    _solution.Section(section).Add(Rooted(path, root));
                }
            }
        }
        foreach (var section in new[] { "FieldSecurityProfiles", "EntityMaps", "ConnectionRoles" })
        {
            if (_tree.Has($"Other/{section}.xml"))
            {
                AddChildren(_solution.Section(section), Rooted($"Other/{section}.xml", section));
            }
        }
        AddRelationships();
        AddWithContent("WebResources/", "WebResources", "WebResource", "FileName");
        AddWithContent("Workflows/", "Workflows", "Workflow", "JsonFileName", "XamlFileName");
        AddAssemblies();
        foreach (var path in _tree.Under("Controls/").Where(path => path.EndsWith("/ControlManifest.xml.data.xml", StringComparison.Ordinal)).ToList())
        {
            _solution.Section("CustomControls").Add(Rooted(path, "CustomControl"));
        }
        foreach (var path in _tree.Unused.Where(path => Riding.Any(folder => path.StartsWith(folder, StringComparison.Ordinal))))
        {
            Ride(path);
        }
        _solution.Findings.AddRange(_tree.Unused.Select(path => $"{path}: smk pack does not know this kind of file and would leave it out. Remove it, or teach {nameof(SolutionAssembler)} where it belongs."));
    }

    private void SetKind()
    {
        var kind = _solution.Manifest.Element("SolutionManifest")?.Element("Managed")
            ?? throw new InputException("Other/Solution.xml has no SolutionManifest/Managed. Restore the file from an export.");
        kind.Value = _managed ? "1" : "0";
    }

    private void AddEntity(string folder)
    {
        if (!_tree.Has(folder + "Entity.xml"))
        {
            _solution.Findings.Add($"{folder}Entity.xml is missing: a folder under Entities/ describes one table. Restore the file or remove the folder.");
            return;
        }
        var entity = Rooted(folder + "Entity.xml", "Entity");
        foreach (var type in _tree.Under(folder + "FormXml/").Select(path => path.Split('/')[3]).Distinct(StringComparer.Ordinal).OrderBy(FormRank).ThenBy(type => type, StringComparer.Ordinal).ToList())
        {
            var forms = new XElement("forms", new XAttribute("type", type));
            AddChosen(forms, $"{folder}FormXml/{type}/", "forms");
            Placeholder(entity, "FormXml", "EntityInfo").Add(forms);
        }
        if (_tree.Under(folder + "SavedQueries/").Any())
        {
            var views = new XElement("savedqueries");
            AddChosen(views, folder + "SavedQueries/", "savedqueries");
            Placeholder(entity, "SavedQueries", "FormXml", "EntityInfo").Add(views);
        }
        foreach (var path in _tree.Under(folder + "Visualizations/").ToList())
        {
            Placeholder(entity, "Visualizations", "SavedQueries", "FormXml", "EntityInfo").Add(Rooted(path, "visualization"));
        }
        if (_tree.Has(folder + "RibbonDiff.xml"))
        {
            Placeholder(entity, "RibbonDiffXml", "Visualizations", "SavedQueries", "FormXml", "EntityInfo").ReplaceWith(Rooted(folder + "RibbonDiff.xml", "RibbonDiffXml"));
        }
        _solution.Section("Entities").Add(entity);
    }

    private static int FormRank(string type)
    {
        var index = Array.IndexOf(["main", "quick", "quickCreate", "card", "mobile", "mainInteractionCentric"], type);
        return index < 0 ? int.MaxValue : index;
    }

    /// <summary>The child with this name, made after the first of the others that is there.</summary>
    private static XElement Placeholder(XElement entity, string name, params string[] after)
    {
        if (entity.Element(name) is { } existing)
        {
            return existing;
        }
        var made = new XElement(name);
        var predecessor = after.Select(other => entity.Element(other)).FirstOrDefault(other => other is not null);
        if (predecessor is null)
        {
            entity.Add(made);
        }
        else
        {
            predecessor.AddAfterSelf(made);
        }
        return made;
    }

    private void AddRelationships()
    {
        var defined = new SortedDictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var path in _tree.Under("Other/Relationships/").ToList())
        {
            foreach (var relationship in Detach(Rooted(path, "EntityRelationships")))
            {
                var name = relationship.Attribute("Name")?.Value ?? "";
                if (!defined.TryAdd(name, relationship))
                {
                    _solution.Findings.Add($"{path}: relationship {name} is also defined in {SourceFile.Of(defined[name])}. Keep one of them.");
                }
            }
        }
        if (!_tree.Has("Other/Relationships.xml"))
        {
            _solution.Section("EntityRelationships").Add(defined.Values);
            return;
        }
        foreach (var name in Rooted("Other/Relationships.xml", "EntityRelationships").Elements().Select(listed => listed.Attribute("Name")?.Value ?? ""))
        {
            if (defined.Remove(name, out var relationship))
            {
                _solution.Section("EntityRelationships").Add(relationship);
            }
            else
            {
                _solution.Findings.Add($"Other/Relationships.xml lists {name}, which no file in Other/Relationships/ defines (or lists it twice). Add the definition or remove the line.");
            }
        }
        _solution.Findings.AddRange(defined.Select(left => $"{SourceFile.Of(left.Value)}: relationship {left.Key} is not listed in Other/Relationships.xml. Add a line for it there."));
    }

    private void AddAssemblies()
    {
        foreach (var path in _tree.Under("PluginAssemblies/").Where(path => path.EndsWith(".dll", StringComparison.Ordinal)).ToList())
        {
            _tree.Use(path);
            _solution.Findings.Add($"{path}: the solution carries the DLL as built, never one kept in the tree. Remove the file.");
        }
        foreach (var path in _tree.Under("PluginAssemblies/").Where(path => path.EndsWith(".dll.data.xml", StringComparison.Ordinal)).ToList())
        {
            var assembly = Rooted(path, "PluginAssembly");
            var fullName = assembly.Attribute("FullName")?.Value ?? "";
            _solution.Section("SolutionPluginAssemblies").Add(assembly);
            var content = _builtAssembly(fullName.Split(',')[0]);
            AddFile(assembly.Text("FileName"), content, path);
            var built = AssemblyIdentity.Read(content);
            if (built != fullName)
            {
                _solution.Findings.Add($"{path}: FullName is '{fullName}', the built DLL is '{built}'. Run 'smk sync'.");
            }
        }
    }

    private void AddWithContent(string folder, string section, string root, params string[] nameElements)
    {
        foreach (var path in _tree.Under(folder).Where(path => path.EndsWith(".data.xml", StringComparison.Ordinal)).ToList())
        {
            var component = Rooted(path, root);
            _solution.Section(section).Add(component);
            var content = path[..^".data.xml".Length];
            var name = nameElements.Select(element => component.Text(element)).FirstOrDefault(text => text.Length > 0);
            if (name is null)
            {
                continue;
            }
            if (_tree.Has(content))
            {
                AddFile(name, _tree.Bytes(content), path);
            }
            else
            {
                _solution.Findings.Add($"{path}: its content file {content} is missing. Restore it or remove both.");
            }
        }
    }

    private void Ride(string path)
    {
        var content = _tree.Bytes(path);
        AddFile(path, content, path);
        if (path.EndsWith(".xml", StringComparison.Ordinal) && !path.StartsWith("Controls/", StringComparison.Ordinal))
        {
            _solution.Riders.Add(_tree.Xml(path));
        }
    }

    private void AddFile(string name, byte[] content, string source)
    {
        if (!_solution.Files.TryAdd(name.TrimStart('/'), content))
        {
            _solution.Findings.Add($"{source}: another component already packs a file called {name}. Give one of them another name.");
        }
    }

    private void AddChosen(XElement target, string folder, string root)
    {
        foreach (var path in _tree.Under(folder).Where(IsComponentFile).Where(Chosen).ToList())
        {
            AddChildren(target, Rooted(path, root));
        }
    }

    private static void AddChildren(XElement target, XElement container)
    {
        foreach (var child in Detach(container))
        {
            target.Add(child);
        }
    }

    private static List<XElement> Detach(XElement container)
    {
        var source = container.Annotation<SourceFile>()!;
        var children = container.Elements().ToList();
        foreach (var child in children)
        {
            child.Remove();
            child.AddAnnotation(source);
        }
        return children;
    }

    private static bool IsComponentFile(string path) => path.EndsWith(".xml", StringComparison.Ordinal);

    /// <summary>A component with a managed form goes into the managed package in that form, and never into the unmanaged one.</summary>
    private bool Chosen(string path)
    {
        _tree.Use(path);
        return path.EndsWith(ManagedSuffix, StringComparison.Ordinal)
            ? _managed
            : !_managed || !_tree.Has(Path.ChangeExtension(path, null) + ManagedSuffix);
    }

    private XElement Rooted(string path, string root)
    {
        var element = _tree.Xml(path);
        return element.Name.LocalName == root
            ? element
            : throw new InputException($"{path}: its root element is <{element.Name.LocalName}>, a file at this place has <{root}>. Move the file or restore it.");
    }
}
