using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace Smarketing.Tests.Solution.Source;

public sealed class RootComponents
{
    [Fact]
    public void The_list_and_the_tree_agree_in_both_directions() => Assert.Equal(InTree().Order(StringComparer.Ordinal), Listed().Order(StringComparer.Ordinal));

    [Fact]
    public void Our_tables_come_whole_and_those_of_the_platform_only_with_what_we_add()
    {
        var behaviours = Components().Where(component => component.Attribute("type", "") == "1").ToDictionary(component => component.Attribute("schemaName", ""), component => component.Attribute("behavior", ""), StringComparer.Ordinal);

        Assert.All(behaviours, table => Assert.Equal(SourceTree.Tables[table.Key].IsOurs ? "0" : "2", table.Value));
    }

    [Fact]
    public void The_publisher_owns_our_prefixes()
    {
        var publisher = SourceTree.Manifest.Element("Publisher")!;

        Assert.Equal("smarketing", publisher.Value("UniqueName"));
        Assert.Equal("smk", publisher.Value("CustomizationPrefix"));
        Assert.Equal("72700", publisher.Value("CustomizationOptionValuePrefix"));
    }

    [Fact]
    public void Both_languages_are_declared() =>
        Assert.Equal(["1033", "1036"], SourceTree.Files["Other/Customizations.xml"].Descendants("Language").Select(language => language.Value));

    private static IEnumerable<XElement> Components() => SourceTree.Manifest.Descendants("RootComponent");

    private static IEnumerable<string> Listed() =>
        Components().Select(component => $"{component.Attribute("type", "")} {(component.Attribute("id")?.Value ?? component.Attribute("schemaName", "")).Trim('{', '}').ToLowerInvariant()}");

    private static IEnumerable<string> InTree() =>
    [
        .. SourceTree.Tables.Keys.Select(table => "1 " + table),
        .. SourceTree.Choices.Select(choice => "9 " + choice.Value.Attribute("Name", "")),
        .. SourceTree.Roles.Select(role => "20 " + Bare(role.Value, "id")),
        .. SourceTree.Forms.Where(form => !SourceTree.Tables[form.Table].IsOurs).Select(form => "60 " + form.Form.Value("formid").Trim('{', '}')),
        .. SourceTree.Assemblies.Select(assembly => "91 " + Bare(assembly.Value, "PluginAssemblyId")),
        .. SourceTree.Steps.Select(step => "92 " + Bare(step.Value, "SdkMessageProcessingStepId")),
        .. SourceTree.Below("AppModuleSiteMaps/", ".xml").Select(map => "62 " + map.Value.Value("SiteMapUniqueName").ToLowerInvariant()),
        .. SourceTree.Below("AppModules/", ".xml").Select(app => "80 " + app.Value.Value("UniqueName").ToLowerInvariant()),
    ];

    private static string Bare(XElement element, string attribute) => element.Attribute(attribute, "").Trim('{', '}').ToLowerInvariant();
}
