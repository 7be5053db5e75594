using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace Smarketing.LocalDataverse.Import;

/// <summary>
/// Holds the list of components in solution.xml against what the zip holds, in both directions: the platform refuses
/// a solution that disagrees with itself, so this does too.
/// </summary>
internal sealed class RootComponents(XElement manifest, string file)
{
    private readonly List<XElement> _declared = [.. manifest.Items("RootComponents", "RootComponent")];

    public void Check(XElement root, SolutionModel model)
    {
        Compare(1, "table", [.. root.Items("Entities", "Entity").Select(e => e.Text("Name")!)], ByName);
        Compare(9, "global choice", [.. root.Items("optionsets", "optionset").Select(o => o.Attribute("Name")!.Value)], ByName);
        Compare(20, "role", [.. model.Roles.Select(r => Text(r.Id))], ById);
        Compare(91, "plug-in assembly", [.. model.Assemblies.Select(a => Text(a.Id))], ById);
        Compare(92, "step", [.. model.Steps.Select(s => Text(s.Id))], ById);
    }

    private void Compare(int type, string kind, List<string> held, Func<XElement, string?> key)
    {
        var declared = _declared
            .Where(c => string.Equals(c.Attribute("type")?.Value, type.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
            .ToList();
        var names = declared.Select(key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (held.Find(h => !names.Contains(h)) is { } undeclared)
        {
            throw XmlReading.Wrong(manifest, file,
                $"The {kind} '{undeclared}' is in the zip but not in <RootComponents>. Add a RootComponent of type {type.ToString(CultureInfo.InvariantCulture)} for it.");
        }

        if (declared.Find(d => !held.Contains(key(d), StringComparer.OrdinalIgnoreCase)) is { } missing)
        {
            throw XmlReading.Wrong(missing, file,
                $"<RootComponents> lists the {kind} '{key(missing)}', which customizations.xml does not hold. Pack the solution again or take the line out.");
        }
    }

    private static string? ByName(XElement component) => component.Attribute("schemaName")?.Value;

    private static string? ById(XElement component) => Guid.TryParse(component.Attribute("id")?.Value, out var id) ? Text(id) : null;

    private static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);
}
