using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Smarketing.Cli.Solutions.Packing;

/// <summary>What the platform would refuse at import, or show half translated, found before packing.</summary>
internal static class SolutionChecks
{
    private static readonly string[] NamingAttributes = ["PhysicalName", "Name", "name", "uniquename", "AssemblyQualifiedName", "id", "value", "schemaname"];

    /// <summary>One sentence per finding: file, thing, rule, remedy.</summary>
    public static IEnumerable<string> Find(AssembledSolution solution) =>
        [.. solution.Findings, .. Ids(solution), .. Labels(solution), .. RootComponentChecks.Find(solution), .. References(solution), .. StepColumns(solution)];

    private static IEnumerable<string> Ids(AssembledSolution solution)
    {
        var owners = new Dictionary<Guid, XElement>();
        foreach (var (owner, text) in Identified(solution.Customizations))
        {
            var file = SourceFile.Of(owner);
            if (!Guid.TryParse(text, out var id))
            {
                yield return $"{file}: {Describe(owner)} has id '{text}', which is no GUID. Give it one.";
                continue;
            }
            if (!owners.TryAdd(id, owner))
            {
                yield return $"{file}: {Describe(owner)} has id {id}, which {Describe(owners[id])} in {SourceFile.Of(owners[id])} has too. Every component needs an id of its own: change one.";
            }
            var name = file[(file.LastIndexOf('/') + 1)..].Replace("_managed", "", StringComparison.Ordinal);
            if (name.EndsWith("}.xml", StringComparison.Ordinal) && owner.Annotation<SourceFile>() is not null && Guid.TryParse(name[..^4], out var named) && named != id)
            {
                yield return $"{file}: it is named after {named}, yet holds {Describe(owner)} with id {id}. Rename the file or correct the id.";
            }
        }
    }

    private static IEnumerable<(XElement Owner, string Id)> Identified(XElement customizations)
    {
        foreach (var element in customizations.Descendants())
        {
            var id = element.Name.LocalName switch
            {
                "systemform" => element.Text("formid"),
                "savedquery" => element.Text("savedqueryid"),
                "visualization" => element.Text("savedqueryvisualizationid"),
                "Dashboard" => element.Text("FormId"),
                "Role" when element.Parent?.Name.LocalName == "Roles" => element.Attribute("id")?.Value ?? "",
                "Workflow" when element.Parent?.Name.LocalName == "Workflows" => element.Attribute("WorkflowId")?.Value ?? "",
                "PluginAssembly" => element.Attribute("PluginAssemblyId")?.Value ?? "",
                "PluginType" => element.Attribute("PluginTypeId")?.Value ?? "",
                "SdkMessageProcessingStep" => element.Attribute("SdkMessageProcessingStepId")?.Value ?? "",
                "SdkMessageProcessingStepImage" => element.Text("SdkMessageProcessingStepImageId"),
                _ => null,
            };
            if (id is not null)
            {
                yield return (element, id);
            }
        }
    }

    private static IEnumerable<string> Labels(AssembledSolution solution)
    {
        var languages = solution.Customizations.Element("Languages")?.Elements().Select(language => language.Value.Trim()).ToList() ?? [];
        if (languages.Count == 0)
        {
            yield return "Other/Customizations.xml: no <Languages>: list each language the solution has labels in, 1033 first.";
        }
        foreach (var block in solution.Documents.SelectMany(document => document.DescendantsAndSelf()))
        {
            var labels = block.Elements().Select(label => (Label: label, Language: Language(label))).Where(each => each.Language is not null).ToList();
            if (labels.Count == 0)
            {
                if (block.Name.LocalName == "displaynames" && block.Parent?.Text("IsCustomField") == "1")
                {
                    yield return $"{SourceFile.Of(block)}: {Describe(block.Parent)} has no display name. Add one for each of {string.Join(", ", languages)}.";
                }
                continue;
            }
            if (labels.All(each => Words(each.Label).Length == 0))
            {
                continue; // exports write an empty label where makers gave none, as in the footer of a form
            }
            foreach (var missing in languages.Where(language => !labels.Any(each => each.Language == language && Words(each.Label).Length > 0)))
            {
                yield return $"{SourceFile.Of(block)}: {Describe(block.Parent ?? block)} has no {block.Name.LocalName} in {missing}. Add a label with languagecode {missing}.";
            }
            foreach (var twice in labels.GroupBy(label => label.Language, StringComparer.Ordinal).Where(group => group.Count() > 1))
            {
                yield return $"{SourceFile.Of(block)}: {Describe(block.Parent ?? block)} has two {block.Name.LocalName} in {twice.Key}. Keep one of them.";
            }
            foreach (var (label, language) in labels.Where(each => !languages.Contains(each.Language!, StringComparer.Ordinal)))
            {
                yield return $"{SourceFile.Of(label)}: {Describe(block.Parent ?? block)} has a label in {language}, which <Languages> in Other/Customizations.xml does not list. Add the language or remove the label.";
            }
        }
    }

    private static string? Language(XElement label) =>
        label.Attribute("languagecode")?.Value ?? (label.Name.LocalName == "Title" ? label.Attribute("LCID")?.Value : null);

    private static string Words(XElement label) => (label.Attribute("description") ?? label.Attribute("Title"))?.Value.Trim() ?? "";

    private static IEnumerable<string> References(AssembledSolution solution)
    {
        var customizations = solution.Customizations;
        var types = customizations.Descendants("PluginType").Select(type => Id(type.Attribute("PluginTypeId")?.Value)).ToHashSet();
        foreach (var step in customizations.Descendants("SdkMessageProcessingStep").Where(step => !types.Contains(Id(step.Text("PluginTypeId")))))
        {
            yield return $"{SourceFile.Of(step)}: {Describe(step)} runs plug-in type {step.Text("PluginTypeId")}, which no assembly of the solution has. Run 'smk sync'.";
        }
        foreach (var key in solution.Riders.Descendants("plugintypeexportkey").Where(key => !types.Contains(Id(key.Value))))
        {
            yield return $"{SourceFile.Of(key)}: the custom API runs plug-in type {key.Value}, which no assembly of the solution has. Correct plugintypeexportkey or run 'smk sync'.";
        }
        var choices = customizations.Elements("optionsets").Elements().Select(choice => choice.Attribute("Name")?.Value ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);
        var lookups = customizations.Elements("EntityRelationships").Elements()
            .Select(relationship => $"{relationship.Text("ReferencingEntityName")}.{relationship.Text("ReferencingAttributeName")}".ToLowerInvariant())
            .ToHashSet(StringComparer.Ordinal);
        foreach (var attribute in customizations.Elements("Entities").Elements("Entity").Elements("EntityInfo").Descendants("attribute"))
        {
            var table = attribute.Ancestors("entity").FirstOrDefault()?.Attribute("Name")?.Value.ToLowerInvariant() ?? "";
            var choice = attribute.Text("OptionSetName");
            if (choice.Length > 0 && !choices.Contains(choice))
            {
                yield return $"{SourceFile.Of(attribute)}: {Describe(attribute)} uses the global choice '{choice}', which OptionSets/ does not hold. Add it or correct OptionSetName.";
            }
            if (attribute.Text("Type") is "lookup" or "customer" && attribute.Text("IsCustomField") == "1" && !lookups.Contains($"{table}.{attribute.Text("LogicalName")}"))
            {
                yield return $"{SourceFile.Of(attribute)}: lookup {Describe(attribute)} has no relationship. Define one in Other/Relationships/ with ReferencingAttributeName {attribute.Text("LogicalName")}.";
            }
        }
    }

    /// <summary>Of a table of our own all columns are known; of a standard one those with our prefix.</summary>
    private static IEnumerable<string> StepColumns(AssembledSolution solution)
    {
        var prefix = (solution.Manifest.Descendants("CustomizationPrefix").FirstOrDefault()?.Value ?? "") + "_";
        var tables = solution.Customizations.Elements("Entities").Elements("Entity").Elements("EntityInfo").Elements("entity")
            .ToLookup(entity => entity.Attribute("Name")?.Value ?? "", entity => entity.Elements("attributes").Elements("attribute").ToList(), StringComparer.OrdinalIgnoreCase);
        foreach (var list in solution.Customizations.Descendants("SdkMessageProcessingStep").Descendants().Where(element => element.Name.LocalName is "FilteringAttributes" or "Attributes"))
        {
            var step = list.Ancestors("SdkMessageProcessingStep").First();
            var table = step.Text("PrimaryEntity");
            if (tables[table].FirstOrDefault() is not { } attributes)
            {
                continue;
            }
            var own = attributes.Exists(attribute => attribute.Text("Type") == "primarykey");
            var known = attributes.Select(attribute => attribute.Text("LogicalName")).ToHashSet(StringComparer.Ordinal);
            foreach (var column in list.Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Where(column => !known.Contains(column) && (own || column.StartsWith(prefix, StringComparison.Ordinal))))
            {
                yield return $"{SourceFile.Of(step)}: {Describe(step)} names column {column}, which {table} does not have. Correct the step's registration, build, and run 'smk sync'.";
            }
        }
    }

    internal static Guid Id(string? text) => Guid.TryParse(text, out var id) ? id : Guid.Empty;

    /// <summary>An element as a maker would call it: what it is and its name.</summary>
    internal static string Describe(XElement element)
    {
        for (var each = element; each is not null; each = each.Parent)
        {
            var name = NamingAttributes
                .Select(attribute => each.Attribute(attribute)?.Value)
                .Append(each.Element("Name")?.Value)
                .Append(each.Element("UniqueName")?.Value)
                .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
            if (name is not null)
            {
                return each == element ? $"{each.Name.LocalName} {name}" : $"{element.Name.LocalName} of {each.Name.LocalName} {name}";
            }
        }
        return element.Name.LocalName;
    }
}
