using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Import;

/// <summary>
/// Holds what solution.xml says the solution needs against what the organisation has. Looked at is what a component used here
/// needs: what only forms, views and the like ask for is left out with them.
/// </summary>
internal sealed class MissingDependencies(XElement manifest, string file, MetadataCatalog catalog, InstalledSolutions installed)
{
    private const int Table = 1;
    private const int Column = 2;
    private const int Relationship = 3;
    private const int Choice = 9;
    private const int TableRelationship = 10;

    // Tables, columns, relationships, choices, keys, roles, plug-in types, assemblies, steps, images.
    private static readonly HashSet<int> Used = [Table, Column, Relationship, Choice, TableRelationship, 14, 20, 90, 91, 92, 93];

    public void Check()
    {
        var missing = manifest.Items("MissingDependencies", "MissingDependency").Where(Matters).Select(Missing).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        throw new SolutionImportException(
            $"The following solution cannot be imported: {manifest.Text("UniqueName")}. Some dependencies are missing. The missing dependencies are: {string.Join("; ", missing)}. Import the solutions that hold them first, or take out of this one what needs them.")
        {
            ErrorCode = ErrorCodes.ImportMissingDependencies,
        };
    }

    private static bool Matters(XElement dependency) => dependency.Element("Dependent") is not { } dependent || Used.Contains(TypeOf(dependent));

    // Null when it is there.
    private string? Missing(XElement dependency)
    {
        var required = dependency.Element("Required")
            ?? throw XmlReading.Wrong(dependency, file, "<MissingDependency> has no <Required>. Export the solution again.");
        var name = Name(required, "schemaName");
        var parent = Name(required, "parentSchemaName");
        var from = (required.Attribute("solution")?.Value ?? string.Empty).Split('(')[0].Trim();
        var found = TypeOf(required) switch
        {
            Table => HasTable(name),
            Column => parent.Length == 0 || (catalog.TryTable(parent, out var table) && table.TryColumn(name, out _)),
            Relationship or TableRelationship => HasRelationship(name) || IsOfPlatform(from),
            Choice => HasChoice(name) || IsOfPlatform(from),
            _ => IsOfPlatform(from) || installed.Find(from) is not null,
        };
        if (found)
        {
            return null;
        }

        var what = TypeOf(required) switch
        {
            Table => $"the table '{name}'",
            Column => $"the column '{name}' of '{parent}'",
            Relationship or TableRelationship => $"the relationship '{name}'",
            Choice => $"the global choice '{name}'",
            var type => $"the component '{(name.Length > 0 ? name : required.Attribute("displayName")?.Value ?? required.Attribute("id")?.Value)}' of type {Fault.Show(type)}",
        };
        return from.Length == 0 ? what : $"{what} (solution {from})";
    }

    private bool HasTable(string name) => name.Length == 0 || catalog.TryTable(name, out _);

    private bool HasRelationship(string name) =>
        catalog.Tables.Any(t => t.ManyToOne.Any(r => string.Equals(r.SchemaName, name, StringComparison.OrdinalIgnoreCase)))
        || catalog.ManyToMany.Any(m => string.Equals(m.SchemaName, name, StringComparison.OrdinalIgnoreCase));

    private bool HasChoice(string name) =>
        installed.All.Any(s => s.Model.Choices.ContainsKey(name))
        || catalog.Tables.Any(t => t.Columns.Any(c => string.Equals(c.GlobalChoice, name, StringComparison.OrdinalIgnoreCase)));

    // What Microsoft's own solutions hold is taken to be there, apart from tables and columns, which can be looked up.
    private static bool IsOfPlatform(string solution) =>
        solution is "" or "System" or "Active" or "Default" || solution.StartsWith("msdyn", StringComparison.OrdinalIgnoreCase);

    private static int TypeOf(XElement component) => int.TryParse(component.Attribute("type")?.Value, System.Globalization.NumberStyles.Integer, System.Globalization.CultureInfo.InvariantCulture, out var type) ? type : 0;

    private static string Name(XElement component, string attribute) => component.Attribute(attribute)?.Value.ToLowerInvariant() ?? string.Empty;
}
