using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Smarketing.Cli.Solutions.Tables;

/// <summary>
/// The generated table classes: one file per table, one for the global choices. Made from the solution's XML alone, so that they can be
/// written when the plug-ins do not compile yet.
/// </summary>
public static class TableClasses
{
    /// <summary>The file of the global choices.</summary>
    public const string ChoicesFile = "Choices.g.cs";

    /// <summary>The file that makes the classes known to the platform's serialiser.</summary>
    public const string ProxyTypesFile = "ProxyTypes.g.cs";

    /// <summary>What the files should be: full path to text.</summary>
    /// <exception cref="InputException">The XML cannot be understood; the message names file, rule and remedy.</exception>
    public static IReadOnlyDictionary<string, string> Generate(RepositoryLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var choices = FilesIn(Path.Combine(layout.SolutionSource, "OptionSets"), "*.xml")
            .Select(file => ChoiceReader.Global(SolutionXml.Load(file, layout.Display(file)), layout.Display(file)))
            .ToDictionary(choice => choice.LogicalName, StringComparer.Ordinal);
        if (choices.Count > 0)
        {
            files[Path.Combine(layout.TableClasses, ChoicesFile)] = TableClassWriter.Choices(choices.Values.OrderBy(choice => choice.EnumName, StringComparer.Ordinal));
        }
        var reader = new TableReader(choices);
        var names = choices.Values.ToDictionary(choice => choice.EnumName, choice => choice.LogicalName, StringComparer.Ordinal);
        foreach (var file in EntityFiles(layout))
        {
            var source = layout.Display(file);
            var table = reader.Read(SolutionXml.Load(file, source), source);
            foreach (var name in table.Choices.Select(choice => choice.EnumName).Append(table.ClassName))
            {
                if (!names.TryAdd(name, table.LogicalName))
                {
                    throw new InputException($"{source}: {table.LogicalName} and {names[name]} would both be called {name} in code. Change the schema name of one.");
                }
            }
            files[Path.Combine(layout.TableClasses, table.ClassName + ".g.cs")] = TableClassWriter.Table(table, source);
        }
        if (files.Count > 0)
        {
            files[Path.Combine(layout.TableClasses, ProxyTypesFile)] = TableClassWriter.ProxyTypes();
        }
        return files;
    }

    private static IEnumerable<string> EntityFiles(RepositoryLayout layout)
    {
        var entities = Path.Combine(layout.SolutionSource, "Entities");
        return !Directory.Exists(entities)
            ? []
            : Directory.GetDirectories(entities).Order(StringComparer.Ordinal).Select(folder => Path.Combine(folder, "Entity.xml"));
    }

    private static IEnumerable<string> FilesIn(string folder, string pattern) => Directory.Exists(folder)
        ? Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal)
        : [];
}
