using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using Smarketing.Cli.Solutions;
using Xunit;

namespace Smarketing.Tests.Solution.Pack;

public sealed class PackTests : IDisposable
{
    private readonly SmallSolution _solution = new();

    public void Dispose() => _solution.Dispose();

    [Fact]
    public void Two_folders_and_two_cultures_give_the_same_bytes()
    {
        using var elsewhere = new SmallSolution();
        var here = SolutionPacker.Pack(_solution.Layout, managed: true);

        var there = InCulture("tr-TR", () => SolutionPacker.Pack(elsewhere.Layout, managed: true));

        Assert.Equal(here, there);
    }

    [Fact]
    public void Line_endings_and_timestamps_of_the_tree_do_not_show()
    {
        var before = SolutionPacker.Pack(_solution.Layout, managed: false);
        _solution.Write(SmallSolution.Entity, File.ReadAllText(_solution.PathOf(SmallSolution.Entity)).ReplaceLineEndings("\r\n"));
        File.SetLastWriteTimeUtc(_solution.PathOf(SmallSolution.Form), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));

        Assert.Equal(before, SolutionPacker.Pack(_solution.Layout, managed: false));
    }

    [Fact]
    public void The_order_of_parts_is_fixed()
    {
        var zip = new Zip(SolutionPacker.Pack(_solution.Layout, managed: false));

        Assert.Equal(["[Content_Types].xml", "solution.xml", "customizations.xml", "WebResources/smk_page0001"], zip.Names);
    }

    [Theory]
    [InlineData(true, "1", "managed form")]
    [InlineData(false, "0", "unmanaged form")]
    public void A_managed_package_says_so_and_has_the_managed_forms(bool managed, string kind, string form)
    {
        var zip = new Zip(SolutionPacker.Pack(_solution.Layout, managed));

        Assert.Equal(kind, zip.Manifest.Element("Managed")!.Value);
        var packed = Assert.Single(zip.Customizations.Descendants("systemform"));
        Assert.Equal(form, packed.Descendants("LocalizedName").First().Attribute("description")!.Value);
        Assert.Equal("main", packed.Parent!.Attribute("type")!.Value);
    }

    [Fact]
    public void Sections_stand_in_the_order_of_exports_and_the_usual_ones_are_there_when_empty()
    {
        var sections = new Zip(SolutionPacker.Pack(_solution.Layout, managed: false)).Sections();

        Assert.Equal(
            ["Entities", "Roles", "Workflows", "FieldSecurityProfiles", "Templates", "EntityMaps", "EntityRelationships", "OrganizationSettings",
                "optionsets", "WebResources", "CustomControls", "EntityDataProviders", "Languages"],
            sections);
    }

    [Fact]
    public void The_parts_of_a_table_stand_in_the_order_of_exports()
    {
        var table = new Zip(SolutionPacker.Pack(_solution.Layout, managed: false)).Customizations.Element("Entities")!.Element("Entity")!;

        Assert.Equal(["Name", "EntityInfo", "FormXml", "SavedQueries", "RibbonDiffXml"], table.Elements().Select(part => part.Name.LocalName));
        Assert.NotNull(table.Element("RibbonDiffXml")!.Element("CustomActions"));
        Assert.Single(table.Element("SavedQueries")!.Element("savedqueries")!.Elements("savedquery"));
    }

    [Fact]
    public void A_file_without_extension_gets_an_override_and_every_extension_a_default()
    {
        var types = new Zip(SolutionPacker.Pack(_solution.Layout, managed: false)).Xml("[Content_Types].xml");

        Assert.Equal(["xml"], types.Elements().Where(type => type.Name.LocalName == "Default").Select(type => type.Attribute("Extension")!.Value));
        Assert.Equal(["/WebResources/smk_page0001"], types.Elements().Where(type => type.Name.LocalName == "Override").Select(type => type.Attribute("PartName")!.Value));
    }

    [Fact]
    public void What_rides_along_is_the_same_bytes()
    {
        const string Name = "environmentvariabledefinitions/smk_switch/environmentvariabledefinition.xml";
        const string Content = "<environmentvariabledefinition schemaname='smk_switch'/>";
        _solution.Write(Name, Content);

        Assert.Equal(Content, System.Text.Encoding.UTF8.GetString(new Zip(SolutionPacker.Pack(_solution.Layout, managed: false)).Bytes(Name)));
    }

    [Fact]
    public void Checksums_are_those_every_unzipping_program_computes()
    {
        _solution.Write("WebResources/smk_page", "123456789");

        using var archive = new ZipArchive(new MemoryStream(SolutionPacker.Pack(_solution.Layout, managed: false)));

        Assert.Equal(0xCBF43926u, archive.GetEntry("WebResources/smk_page0001")!.Crc32);
    }

    [Fact]
    public void The_file_name_tells_solution_version_and_kind()
    {
        Assert.Equal("Small_1_2_0_0.zip", SolutionPacker.FileName(_solution.Layout, managed: false));
        Assert.Equal("Small_1_2_0_0_managed.zip", SolutionPacker.FileName(_solution.Layout, managed: true));
    }

    private static T InCulture<T>(string culture, Func<T> work)
    {
        var usual = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return work();
        }
        finally
        {
            CultureInfo.CurrentCulture = usual;
        }
    }
}
