using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.StandardTables;

/// <summary>
/// The tables every organisation starts with, read from the text files beside this class (one per table, one line per column,
/// labels in English).
/// </summary>
internal static class StandardTables
{
    private const string ResourcePrefix = "StandardTables/";

    private static readonly Lazy<IReadOnlyList<TableFile>> Files = new(ReadAll);

    /// <summary>All standard tables, ordered by logical name.</summary>
    public static IReadOnlyList<TableDefinition> Tables => Files.Value.Select(f => f.Table).ToList();

    /// <summary>The many-to-many relationships between them.</summary>
    public static IReadOnlyList<ManyToManyDefinition> ManyToMany => Files.Value.SelectMany(f => f.ManyToMany).ToList();

    /// <summary>A catalog that knows the standard tables and nothing else.</summary>
    public static MetadataCatalog NewCatalog()
    {
        var catalog = new MetadataCatalog();
        foreach (var file in Files.Value)
        {
            catalog.Add(file.Table);
            foreach (var relationship in file.ManyToMany)
                catalog.Merge(relationship);
        }

        return catalog;
    }

    private static List<TableFile> ReadAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = new List<TableFile>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream);
            files.Add(TableFile.Read(name[ResourcePrefix.Length..], reader));
        }

        return files;
    }
}
