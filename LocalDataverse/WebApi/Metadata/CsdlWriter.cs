using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Metadata;

/// <summary>
/// Writes the service as CSDL: an entity type and a set per table, the metadata classes, actions and functions. Activities derive from
/// activitypointer, users and teams from principal, as they do on the platform.
/// </summary>
internal sealed class CsdlWriter(XmlWriter xml, WebApiModel model, Platform platform)
{
    /// <summary>The namespace of OData's own elements.</summary>
    public const string Edm = "http://docs.oasis-open.org/odata/ns/edm";

    private const string Edmx = "http://docs.oasis-open.org/odata/ns/edmx";
    private const string Base = "mscrm.crmbaseentity";
    private const string Principal = "mscrm.principal";
    private const string ActivityPointer = "activitypointer";

    private readonly List<TableModel> tables = [.. model.SetNames.Select(s => model.TrySet(s, out var table) ? table : null).OfType<TableModel>().OrderBy(t => t.Name, StringComparer.Ordinal)];

    public void Write()
    {
        xml.WriteStartElement("edmx", "Edmx", Edmx);
        xml.WriteAttributeString("Version", "4.0");
        xml.WriteStartElement("DataServices", Edmx);
        xml.WriteStartElement("Schema", Edm);
        xml.WriteAttributeString("Namespace", "Microsoft.Dynamics.CRM");
        xml.WriteAttributeString("Alias", "mscrm");
        Element("EntityType", ("Name", "crmbaseentity"), ("Abstract", "true"));
        Element("EntityType", ("Name", "principal"), ("BaseType", Base), ("Abstract", "true"));
        foreach (var table in tables)
            Table(table);
        new CsdlClasses(xml).Write();
        var operations = new CsdlOperations(xml, model, platform);
        operations.Write();
        Container(operations);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void Table(TableModel table)
    {
        var pointer = Derives(table) ? model.Table(ActivityPointer) : null;
        xml.WriteStartElement("EntityType", Edm);
        xml.WriteAttributeString("Name", table.Name);
        xml.WriteAttributeString("BaseType", pointer is not null ? "mscrm." + ActivityPointer : table.Name is "systemuser" or "team" ? Principal : Base);
        if (pointer is null)
        {
            xml.WriteStartElement("Key", Edm);
            Element("PropertyRef", ("Name", table.Table.PrimaryId));
            xml.WriteEndElement();
        }

        foreach (var (name, column) in table.Properties.Where(p => pointer?.Properties.ContainsKey(p.Key) != true))
        {
            if (name == table.Table.PrimaryId)
                Element("Property", ("Name", name), ("Type", EdmType.Of(column)), ("Nullable", "false"));
            else if (EdmType.Of(column) == "Edm.Decimal")
                Element("Property", ("Name", name), ("Type", "Edm.Decimal"), ("Scale", "Variable"));
            else
                Element("Property", ("Name", name), ("Type", EdmType.Of(column)));
        }

        foreach (var property in table.Navigation.Values.Where(n => Leads(n) && pointer?.Navigation.ContainsKey(n.Name) != true && !table.Properties.ContainsKey(n.Name)))
            Navigation(property, pointer);
        xml.WriteEndElement();
    }

    private void Navigation(NavigationProperty property, TableModel? pointer)
    {
        var type = property.Targets.Count > 1 ? Principal : "mscrm." + property.Target;
        var partner = property.Targets.Count > 1 || property.Relationship is null ? null : Partner(property, pointer);
        List<(string, string)> attributes = [("Name", property.Name), ("Type", property.Kind == NavigationKind.Single ? type : $"Collection({type})")];
        if (partner is not null)
            attributes.Add(("Partner", partner));
        Element("NavigationProperty", [.. attributes]);
    }

    // The property of the other table over the same relationship.
    private string? Partner(NavigationProperty property, TableModel? pointer)
    {
        if (pointer is not null && property.Kind != NavigationKind.Collection)
            return null;
        var other = model.Table(property.Target);
        return other.Navigation.Values.FirstOrDefault(n => n.Relationship == property.Relationship
            && n.Name != property.Name
            && (property.Kind == NavigationKind.ManyToMany ? n.Kind == NavigationKind.ManyToMany : n.Kind == (property.Kind == NavigationKind.Single ? NavigationKind.Collection : NavigationKind.Single)))?.Name
            ?? (property.Kind == NavigationKind.ManyToMany && other.Navigation.ContainsKey(property.Name) ? property.Name : null);
    }

    private void Container(CsdlOperations operations)
    {
        xml.WriteStartElement("EntityContainer", Edm);
        xml.WriteAttributeString("Name", "System");
        foreach (var table in tables)
        {
            xml.WriteStartElement("EntitySet", Edm);
            xml.WriteAttributeString("Name", table.SetName);
            xml.WriteAttributeString("EntityType", "mscrm." + table.Name);
            foreach (var property in table.Navigation.Values.Where(n => n.Targets.Count == 1 && Leads(n) && !table.Properties.ContainsKey(n.Name)).OrderBy(n => n.Name, StringComparer.Ordinal))
                Element("NavigationPropertyBinding", ("Path", property.Name), ("Target", model.Table(property.Target).SetName));
            xml.WriteEndElement();
        }

        CsdlClasses.WriteSets(xml);
        operations.WriteImports();
        xml.WriteEndElement();
    }

    private bool Derives(TableModel table) => table.Table.IsActivity && table.Name != ActivityPointer && model.Has(ActivityPointer);

    // Lookups may point to tables the organisation lacks, or that have no set.
    private bool Leads(NavigationProperty property) => property.Targets.Count > 1 || (model.Has(property.Target) && model.Table(property.Target).SetName.Length > 0);

    private void Element(string name, params (string Name, string Value)[] attributes) => Element(xml, name, attributes);

    /// <summary>Writes an element without content.</summary>
    public static void Element(XmlWriter xml, string name, params (string Name, string Value)[] attributes)
    {
        xml.WriteStartElement(name, Edm);
        foreach (var (attribute, value) in attributes)
            xml.WriteAttributeString(attribute, value);
        xml.WriteEndElement();
    }
}
