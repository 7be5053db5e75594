using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Smarketing.Cli.Solutions;

namespace Smarketing.Tests.Solution.Source;

/// <summary>The unpacked solution as these checks read it: plain XML, by path, with the code that packs it left out.</summary>
internal static class SourceTree
{
    private const StringComparison IgnoreCase = StringComparison.OrdinalIgnoreCase;

    public static readonly RepositoryLayout Layout = RepositoryLayout.Find();

    /// <summary>Every XML file by its path below the root, with forward slashes.</summary>
    public static readonly IReadOnlyDictionary<string, XElement> Files = Directory
        .EnumerateFiles(Layout.SolutionSource, "*.xml", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(Layout.SolutionSource, path).Replace('\\', '/'), path => XElement.Load(path), StringComparer.Ordinal);

    public static XElement Manifest => Files["Other/Solution.xml"].Element("SolutionManifest")!;

    /// <summary>Our own tables and the lead, by logical name.</summary>
    public static readonly IReadOnlyDictionary<string, Table> Tables = Below("Entities/", "/Entity.xml")
        .Select(file => new Table(file.Key, file.Value))
        .ToDictionary(table => table.Name, StringComparer.Ordinal);

    public static IReadOnlyList<XElement> Relationships { get; } =
        [.. Below("Other/Relationships/", ".xml").SelectMany(file => file.Value.Elements("EntityRelationship"))];

    public static IEnumerable<KeyValuePair<string, XElement>> Choices => Below("OptionSets/", ".xml");

    public static IEnumerable<KeyValuePair<string, XElement>> Roles => Below("Roles/", ".xml");

    public static IEnumerable<KeyValuePair<string, XElement>> Steps => Below("SdkMessageProcessingSteps/", ".xml");

    public static IEnumerable<KeyValuePair<string, XElement>> Assemblies => Below("PluginAssemblies/", ".data.xml");

    /// <summary>Forms with the logical name of their table.</summary>
    public static IEnumerable<(string Path, string Table, string Kind, XElement Form)> Forms =>
        from file in Below("Entities/", ".xml")
        where file.Key.Contains("/FormXml/", StringComparison.Ordinal)
        from form in file.Value.Elements("systemform")
        select (file.Key, TableOf(file.Key), file.Key.Split('/')[3], form);

    /// <summary>Views with the logical name of their table.</summary>
    public static IEnumerable<(string Path, string Table, XElement View)> Views =>
        from file in Below("Entities/", ".xml")
        where file.Key.Contains("/SavedQueries/", StringComparison.Ordinal)
        from view in file.Value.Elements("savedquery")
        select (file.Key, TableOf(file.Key), view);

    public static IEnumerable<KeyValuePair<string, XElement>> Below(string folder, string ending) =>
        Files.Where(file => file.Key.StartsWith(folder, StringComparison.Ordinal) && file.Key.EndsWith(ending, StringComparison.Ordinal)).OrderBy(file => file.Key, StringComparer.Ordinal);

    public static bool Same(string? one, string? other) => string.Equals(one, other, IgnoreCase);

    public static string Value(this XElement element, string child) => element.Element(child)?.Value ?? "";

    public static string Attribute(this XElement element, string name, string otherwise) => element.Attribute(name)?.Value ?? otherwise;

    private static string TableOf(string path) => path.Split('/')[1].ToLowerInvariant();
}

/// <summary>A table as its Entity.xml describes it.</summary>
internal sealed class Table(string path, XElement root)
{
    public string Path => path;

    /// <summary>The name as it is written, for example <c>smk_ScoreChange</c>.</summary>
    public string SchemaName { get; } = root.Value("Name");

    public string Name => SchemaName.ToLowerInvariant();

    public bool IsOurs => Name.StartsWith("smk_", StringComparison.Ordinal);

    public XElement Definition { get; } = root.Element("EntityInfo")!.Element("entity")!;

    public IReadOnlyDictionary<string, XElement> Columns { get; } = root.Descendants("attribute")
        .ToDictionary(column => column.Value("LogicalName"), StringComparer.Ordinal);

    public IEnumerable<XElement> Keys => Definition.Elements("EntityKeys").Elements("EntityKey");

    /// <summary>Whether forms, views and keys may name this column: ours are all listed, those of the lead are the platform's business.</summary>
    public bool Knows(string column) => Columns.ContainsKey(column) || (!IsOurs && !column.StartsWith("smk_", StringComparison.Ordinal));
}
