using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Smarketing.Cli.Solutions.Packing;

/// <summary>The list of root components in Solution.xml and what the tree holds must agree, in both directions.</summary>
internal static class RootComponentChecks
{
    private const string File = "Other/Solution.xml";

    private static readonly string[] TypesWithId = ["20", "29", "60", "92"];

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["1"] = "table", ["9"] = "choice", ["20"] = "role", ["29"] = "workflow", ["60"] = "form", ["61"] = "web resource", ["62"] = "site map",
        ["66"] = "control", ["80"] = "app", ["91"] = "assembly", ["92"] = "step",
    };

    public static IEnumerable<string> Find(AssembledSolution solution)
    {
        var listed = solution.Manifest.Descendants("RootComponent").Select(Listed).ToList();
        foreach (var twice in listed.GroupBy(component => component).Where(group => group.Count() > 1))
        {
            yield return $"{File}: {twice.Key} is listed twice among the RootComponents. Remove one line.";
        }
        foreach (var unknown in listed.Where(component => !Words.ContainsKey(component.Type)).Distinct())
        {
            yield return $"{File}: RootComponent type {unknown.Type} ({unknown.Key}) is not one that exports of such components list. Remove the line.";
        }
        var (needed, allowed) = Content(solution);
        foreach (var missing in needed.Keys.Except(listed))
        {
            yield return $"{SourceFile.Of(needed[missing])}: {missing} is not listed in {File}. Add <RootComponent {missing.AsXml()} behavior=\"0\" /> there.";
        }
        foreach (var empty in listed.Where(component => Words.ContainsKey(component.Type)).Except(needed.Keys.Concat(allowed)))
        {
            yield return $"{File}: {empty} is listed among the RootComponents, but the tree does not hold it. Remove the line or restore the component.";
        }
    }

    private static Component Listed(XElement root)
    {
        var type = root.Attribute("type")?.Value ?? "";
        var key = type == "91" || TypesWithId.Contains(type, StringComparer.Ordinal) ? root.Attribute("id")?.Value : root.Attribute("schemaName")?.Value;
        return new Component(type, key ?? "");
    }

    private static (Dictionary<Component, XElement> Needed, HashSet<Component> Allowed) Content(AssembledSolution solution)
    {
        var needed = new Dictionary<Component, XElement>();
        var allowed = new HashSet<Component>();
        void Need(string type, string? key, XElement element) => needed.TryAdd(new Component(type, key ?? ""), element);
        foreach (var section in solution.Customizations.Elements())
        {
            foreach (var element in section.Elements())
            {
                switch (section.Name.LocalName)
                {
                    case "Entities": Need("1", element.Element("EntityInfo")?.Element("entity")?.Attribute("Name")?.Value, element); break;
                    case "optionsets": Need("9", element.Attribute("Name")?.Value, element); break;
                    case "Roles": Need("20", element.Attribute("id")?.Value, element); break;
                    case "Workflows": Need("29", element.Attribute("WorkflowId")?.Value, element); break;
                    case "Dashboards": Need("60", element.Text("FormId"), element); break;
                    case "WebResources": Need("61", element.Text("Name"), element); break;
                    case "AppModuleSiteMaps": Need("62", element.Text("SiteMapUniqueName"), element); break;
                    case "CustomControls": Need("66", element.Text("Name"), element); break;
                    case "AppModules": Need("80", element.Text("UniqueName"), element); break;
                    case "SolutionPluginAssemblies": Need("91", element.Attribute("PluginAssemblyId")?.Value, element); break;
                    case "SdkMessageProcessingSteps": Need("92", element.Attribute("SdkMessageProcessingStepId")?.Value, element); break;
                    default: break;
                }
            }
        }
        foreach (var form in solution.Customizations.Descendants("systemform"))
        {
            // On somebody else's table each form stands by itself; on our own it comes with the table.
            var component = new Component("60", form.Text("formid"));
            if (form.Ancestors("Entity").Any(IsExtension))
            {
                needed.TryAdd(component, form);
            }
            else
            {
                allowed.Add(component);
            }
        }
        return (needed, allowed);
    }

    private static bool IsExtension(XElement entity) => !entity.Descendants("attribute").Any(attribute => attribute.Text("Type") == "primarykey");

    /// <summary>A component by type and id or name, whichever its type goes by.</summary>
    private readonly record struct Component(string Type, string Key) : IEquatable<Component>
    {
        private string Normal => Guid.TryParse(Key, out var id) ? id.ToString("B") : Key.ToLowerInvariant();

        public bool Equals(Component other) => Type == other.Type && Normal == other.Normal;

        public override int GetHashCode() => HashCode.Combine(Type, Normal);

        public string AsXml() => $"type=\"{Type}\" {(Guid.TryParse(Key, out _) ? "id" : "schemaName")}=\"{Normal}\"";

        public override string ToString() => $"{Words.GetValueOrDefault(Type, "type " + Type)} {Key}";
    }
}
