using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;
using Smarketing.LocalDataverse.Metadata.Changes;

namespace Smarketing.LocalDataverse.WebApi.Metadata;

/// <summary>Writes the SDK's metadata classes as CSDL: entity types for what has an address, complex types and enumerations for what is inside.</summary>
internal sealed class CsdlClasses(XmlWriter xml)
{
    private readonly SortedDictionary<string, Type> complex = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Type> enums = new(StringComparer.Ordinal);

    /// <summary>Writes all types.</summary>
    public void Write()
    {
        xml.WriteStartElement("EntityType", CsdlWriter.Edm);
        xml.WriteAttributeString("Name", nameof(MetadataBase));
        xml.WriteAttributeString("BaseType", "mscrm.crmmodelbaseentity");
        xml.WriteAttributeString("Abstract", "true");
        xml.WriteStartElement("Key", CsdlWriter.Edm);
        CsdlWriter.Element(xml, "PropertyRef", ("Name", "MetadataId"));
        xml.WriteEndElement();
        CsdlWriter.Element(xml, "Property", ("Name", "MetadataId"), ("Type", "Edm.Guid"), ("Nullable", "false"));
        CsdlWriter.Element(xml, "Property", ("Name", "HasChanged"), ("Type", "Edm.Boolean"));
        xml.WriteEndElement();
        CsdlWriter.Element(xml, "EntityType", ("Name", "crmmodelbaseentity"), ("Abstract", "true"));
        foreach (var type in MetadataShape.Family(typeof(MetadataBase)).Where(IsEntity).OrderBy(t => t.Name, StringComparer.Ordinal))
            Class(type, "EntityType");

        // Writing one may bring up others.
        var written = new HashSet<Type>();
        while (complex.Values.FirstOrDefault(t => !written.Contains(t)) is { } next)
        {
            written.Add(next);
            Class(next, "ComplexType");
        }

        foreach (var (name, type) in enums)
            Enumeration(name, type);
    }

    /// <summary>Writes the sets of the definitions.</summary>
    public static void WriteSets(XmlWriter xml)
    {
        foreach (var (set, type) in new[] { ("EntityDefinitions", nameof(EntityMetadata)), ("GlobalOptionSetDefinitions", nameof(OptionSetMetadataBase)), ("RelationshipDefinitions", nameof(RelationshipMetadataBase)) })
            CsdlWriter.Element(xml, "EntitySet", ("Name", set), ("EntityType", "mscrm." + type));
    }

    private static bool IsEntity(Type type) => type != typeof(MetadataBase) && typeof(MetadataBase).IsAssignableFrom(type) && !typeof(OptionMetadata).IsAssignableFrom(type) && type != typeof(LocalizedLabel);

    private void Class(Type type, string element)
    {
        xml.WriteStartElement(element, CsdlWriter.Edm);
        xml.WriteAttributeString("Name", type.Name);
        var parent = element == "EntityType" ? type.BaseType : complex.ContainsValue(type.BaseType!) ? type.BaseType : null;
        if (parent is not null)
            xml.WriteAttributeString("BaseType", "mscrm." + parent.Name);
        if (type.IsAbstract)
            xml.WriteAttributeString("Abstract", "true");
        var inherited = parent is null ? null : MetadataType.Of(parent);
        var model = MetadataType.Of(type);
        foreach (var (name, property) in model.Properties.Where(p => inherited?.Has(p.Key) != true))
            CsdlWriter.Element(xml, "Property", ("Name", name), ("Type", TypeOf(property.PropertyType)));
        foreach (var name in model.Navigation.Where(n => inherited?.Has(n) != true).Order(StringComparer.Ordinal))
        {
            var target = "mscrm." + model.Target(name).Name;
            xml.WriteStartElement("NavigationProperty", CsdlWriter.Edm);
            xml.WriteAttributeString("Name", name);
            xml.WriteAttributeString("Type", model.IsCollection(name) ? $"Collection({target})" : target);
            if (model.IsCollection(name))
                xml.WriteAttributeString("ContainsTarget", "true");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        if (element == "ComplexType")
        {
            foreach (var derived in MetadataShape.Family(type).Where(t => t != type && t.BaseType == type))
                complex.TryAdd(derived.Name, derived);
        }
    }

    private string TypeOf(Type type)
    {
        var item = MetadataShape.ItemType(type);
        if (item != type)
            return $"Collection({TypeOf(item)})";
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            enums[type.Name] = type;
            return "mscrm." + type.Name;
        }

        if (Primitive(type) is { } primitive)
            return primitive;
        complex.TryAdd(type.Name, type);
        return "mscrm." + type.Name;
    }

    private static string? Primitive(Type type) => type switch
    {
        _ when type == typeof(string) || type == typeof(object) => "Edm.String",
        _ when type == typeof(bool) => "Edm.Boolean",
        _ when type == typeof(short) => "Edm.Int16",
        _ when type == typeof(int) => "Edm.Int32",
        _ when type == typeof(long) => "Edm.Int64",
        _ when type == typeof(double) => "Edm.Double",
        _ when type == typeof(decimal) => "Edm.Decimal",
        _ when type == typeof(Guid) => "Edm.Guid",
        _ when type == typeof(DateTime) => "Edm.DateTimeOffset",
        _ => null,
    };

    private void Enumeration(string name, Type type)
    {
        xml.WriteStartElement("EnumType", CsdlWriter.Edm);
        xml.WriteAttributeString("Name", name);
        if (type.IsDefined(typeof(FlagsAttribute), inherit: false))
            xml.WriteAttributeString("IsFlags", "true");
        foreach (var member in Enum.GetNames(type))
            CsdlWriter.Element(xml, "Member", ("Name", member), ("Value", Enum.Format(type, Enum.Parse(type, member), "d")));
        xml.WriteEndElement();
    }
}
