using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Smarketing.Tests.LocalDataverse.Import;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.WebApi;

/// <summary>The CSDL document holds together: every name it uses, it defines; nothing is defined twice.</summary>
public sealed class CsdlTests
{
    private static readonly XNamespace Edm = "http://docs.oasis-open.org/odata/ns/edm";
    private static readonly Lazy<XElement> Document = new(() =>
    {
        using var api = new WebApiHarness();
        api.Local.Organization.ImportSolution(new MiniSolution().Zip());
        return XElement.Parse(api.Get("$metadata").Text);
    });

    private static XElement Schema => Document.Value.Descendants(Edm + "Schema").Single();

    private static readonly Lazy<Dictionary<string, XElement>> Defined = new(() => Schema.Elements()
        .Where(e => e.Name.LocalName is "EntityType" or "ComplexType" or "EnumType")
        .ToDictionary(Name, StringComparer.Ordinal));

    private static Dictionary<string, XElement> Types => Defined.Value;

    [Fact]
    public void It_is_xml_of_the_fourth_version()
    {
        Assert.Equal(("Edmx", "4.0"), (Document.Value.Name.LocalName, (string)Document.Value.Attribute("Version")!));
        Assert.Equal("Microsoft.Dynamics.CRM", (string)Schema.Attribute("Namespace")!);
    }

    [Fact]
    public void Every_type_it_uses_it_defines()
    {
        var used = Schema.DescendantsAndSelf().SelectMany(e => new[] { "Type", "BaseType", "EntityType" }.Select(a => (string?)e.Attribute(a)).OfType<string>()).Select(Bare).Distinct(StringComparer.Ordinal);

        Assert.DoesNotContain(used, t => !t.StartsWith("Edm.", StringComparison.Ordinal) && !Types.ContainsKey(t["mscrm.".Length..]));
    }

    [Fact]
    public void No_type_has_two_members_of_one_name_inherited_ones_included()
    {
        foreach (var type in Types.Values)
        {
            var names = Family(type).SelectMany(t => t.Elements(Edm + "Property").Concat(t.Elements(Edm + "NavigationProperty"))).Select(Name).ToList();
            Assert.True(names.Distinct(StringComparer.Ordinal).Count() == names.Count, $"{Name(type)}: {string.Join(", ", names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))}");
        }
    }

    [Fact]
    public void Every_entity_type_with_a_set_has_one_key_that_names_its_own_property()
    {
        foreach (var set in Schema.Descendants(Edm + "EntitySet"))
        {
            var family = Family(Types[((string)set.Attribute("EntityType")!)["mscrm.".Length..]]).ToList();
            var key = family.SelectMany(t => t.Elements(Edm + "Key")).Single();
            Assert.Contains((string)key.Element(Edm + "PropertyRef")!.Attribute("Name")!, family.SelectMany(t => t.Elements(Edm + "Property")).Select(Name));
        }
    }

    [Fact]
    public void Bindings_lead_from_navigation_properties_to_sets()
    {
        var sets = Schema.Descendants(Edm + "EntitySet").ToDictionary(Name, StringComparer.Ordinal);
        foreach (var set in sets.Values)
        {
            var names = Family(Types[((string)set.Attribute("EntityType")!)["mscrm.".Length..]]).SelectMany(t => t.Elements(Edm + "NavigationProperty")).Select(Name).ToHashSet(StringComparer.Ordinal);
            foreach (var binding in set.Elements(Edm + "NavigationPropertyBinding"))
            {
                Assert.Contains((string)binding.Attribute("Path")!, names);
                Assert.Contains((string)binding.Attribute("Target")!, sets.Keys);
            }
        }
    }

    [Fact]
    public void Partners_lead_back()
    {
        foreach (var property in Schema.Elements(Edm + "EntityType").SelectMany(t => t.Elements(Edm + "NavigationProperty")).Where(p => p.Attribute("Partner") is not null))
        {
            var target = Types[Bare((string)property.Attribute("Type")!)["mscrm.".Length..]];
            Assert.Contains((string)property.Attribute("Partner")!, Family(target).SelectMany(t => t.Elements(Edm + "NavigationProperty")).Select(Name));
        }
    }

    [Fact]
    public void Activities_derive_from_activitypointer_and_users_from_principal()
    {
        Assert.Equal("mscrm.activitypointer", (string)Types["phonecall"].Attribute("BaseType")!);
        Assert.Equal("mscrm.principal", (string)Types["systemuser"].Attribute("BaseType")!);
        Assert.Contains("regardingobjectid_lead_phonecall", Types["phonecall"].Elements(Edm + "NavigationProperty").Select(Name));
    }

    [Fact]
    public void Tables_of_solutions_and_the_metadata_classes_are_among_the_types()
    {
        Assert.Equal(["_mini_leadid_value", "mini_code"], Types["mini_thing"].Elements(Edm + "Property").Select(Name).Where(n => n is "mini_code" or "_mini_leadid_value").Order(StringComparer.Ordinal));
        Assert.Equal("mscrm.EnumAttributeMetadata", (string)Types["PicklistAttributeMetadata"].Attribute("BaseType")!);
        Assert.Contains(Types["AttributeTypeCode"].Elements(Edm + "Member"), m => Name(m) == "Picklist" && (string)m.Attribute("Value")! == "11");
    }

    [Fact]
    public void Operations_of_the_platform_and_custom_apis_are_imported_by_name()
    {
        var container = Schema.Elements(Edm + "EntityContainer").Single();
        var imports = container.Elements().Where(e => e.Name.LocalName is "FunctionImport" or "ActionImport").Select(Name).ToList();

        Assert.Contains("WhoAmI", imports);
        Assert.Contains("mini_Twice", imports);
        Assert.All(imports, i => Assert.Contains(Schema.Elements(), e => e.Name.LocalName is "Function" or "Action" && Name(e) == i));
    }

    [Fact]
    public void Each_set_of_the_service_document_is_a_set_of_the_container()
    {
        using var api = new WebApiHarness();
        var sets = XElement.Parse(api.Get("$metadata").Text).Descendants(Edm + "EntitySet").Select(Name).ToHashSet(StringComparer.Ordinal);

        Assert.All(api.Get("").Rows, s => Assert.Contains((string)s!["url"]!, sets));
    }

    private static IEnumerable<XElement> Family(XElement? type)
    {
        for (; type is not null; type = (string?)type.Attribute("BaseType") is { } parent ? Types[parent["mscrm.".Length..]] : null)
            yield return type;
    }

    private static string Name(XElement element) => (string)element.Attribute("Name")!;

    private static string Bare(string type) => type.StartsWith("Collection(", StringComparison.Ordinal) ? type["Collection(".Length..^1] : type;
}
