using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Smarketing.Cli;
using Smarketing.Cli.Solutions;
using Smarketing.Cli.Solutions.Tables;
using Xunit;

namespace Smarketing.Tests.Solution.Sync;

public sealed class TableClassTests : IDisposable
{
    private readonly SmallSolution _solution = new();

    public void Dispose() => _solution.Dispose();

    [Fact]
    public void A_table_becomes_a_class_with_its_names()
    {
        var code = Table("Thing");

        Assert.Contains("[EntityLogicalName(\"smk_thing\")]", code, StringComparison.Ordinal);
        Assert.Contains("public sealed class Thing : Entity", code, StringComparison.Ordinal);
        Assert.Contains("PrimaryIdAttribute = \"smk_thingid\"", code, StringComparison.Ordinal);
        Assert.Contains("PrimaryNameAttribute = \"smk_name\"", code, StringComparison.Ordinal);
        Assert.Contains("public const string ThingName = \"smk_thing_name\";", code, StringComparison.Ordinal);
    }

    [Fact]
    public void The_platform_is_told_that_rows_of_these_classes_may_be_sent() => Assert.Contains(
        "[assembly: ProxyTypesAssembly]",
        TableClasses.Generate(_solution.Layout)[Path.Combine(_solution.Layout.TableClasses, TableClasses.ProxyTypesFile)],
        StringComparison.Ordinal);

    [Fact]
    public void Descriptions_are_escaped_for_documentation() =>
        Assert.Contains("<summary>A thing &amp; more.</summary>", Table("Thing"), StringComparison.Ordinal);

    [Theory]
    [InlineData("nvarchar", "string?")]
    [InlineData("ntext", "string?")]
    [InlineData("int", "int?")]
    [InlineData("bigint", "long?")]
    [InlineData("decimal", "decimal?")]
    [InlineData("float", "double?")]
    [InlineData("money", "Money?")]
    [InlineData("bit", "bool?")]
    [InlineData("datetime", "DateTime?")]
    [InlineData("customer", "EntityReference?")]
    [InlineData("owner", "EntityReference?")]
    [InlineData("multiselectpicklist", "OptionSetValueCollection?")]
    public void A_column_becomes_a_nullable_property_of_its_type(string type, string property)
    {
        AddColumn(SmallSolution.Column("smk_Extra", type, "Extra"));

        Assert.Contains($"public {property} Extra\n", Table("Thing"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_column_is_read_and_written_as_the_enum_of_its_choice()
    {
        var code = Table("Thing");

        Assert.Contains("public HalfLife? Decay\n", code, StringComparison.Ordinal);
        Assert.Contains("new OptionSetValue((int)value.Value)", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_becomes_an_enum_named_from_its_English_labels()
    {
        var code = Choices();

        Assert.Contains("public enum HalfLife", code, StringComparison.Ordinal);
        Assert.Contains("HalfADay = 727000000,", code, StringComparison.Ordinal);
        Assert.Contains("EmailOnly = 727000001,", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_nobody_may_write_has_no_setter()
    {
        AddColumn(SmallSolution.Column("smk_Extra", "int", "Extra", "<ValidForUpdateApi>0</ValidForUpdateApi><ValidForCreateApi>0</ValidForCreateApi>"));

        Assert.DoesNotContain("this[Columns.Extra]", Table("Thing"), StringComparison.Ordinal);
        Assert.Contains("this[Columns.Name]", Table("Thing"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_called_like_something_the_class_has_gets_a_name_of_its_own()
    {
        AddColumn(SmallSolution.Column("smk_Id", "int", "Number"));

        Assert.Contains("public int? IdValue\n", Table("Thing"), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_added_to_a_standard_table_bring_its_id_and_name_along()
    {
        _solution.Write("Entities/Lead/Entity.xml", $"""
            <Entity><Name LocalizedName="Lead" OriginalName="Lead">Lead</Name><EntityInfo><entity Name="Lead">
              <attributes>{SmallSolution.Column("smk_score", "decimal", "Score")}</attributes>
            </entity></EntityInfo></Entity>
            """);

        var code = Table("Lead");

        Assert.Contains("PrimaryIdAttribute = \"leadid\"", code, StringComparison.Ordinal);
        Assert.Contains("PrimaryNameAttribute = \"fullname\"", code, StringComparison.Ordinal);
        Assert.Contains("public decimal? Score\n", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_a_type_without_property_is_named_with_the_remedy()
    {
        AddColumn(SmallSolution.Column("smk_Extra", "memo", "Extra"));

        var fault = Assert.Throws<InputException>(() => TableClasses.Generate(_solution.Layout));

        Assert.Contains("smk_extra has type 'memo'", fault.Message, StringComparison.Ordinal);
        Assert.Contains(SmallSolution.Entity, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_options_with_one_name_are_refused()
    {
        _solution.Replace("OptionSets/smk_halflife.xml", "E-mail only", "Half a day");

        Assert.Contains("HalfADay", Assert.Throws<InputException>(() => TableClasses.Generate(_solution.Layout)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_is_the_same_in_every_culture_and_has_line_feeds_only()
    {
        var usual = CultureInfo.CurrentCulture;
        var here = TableClasses.Generate(_solution.Layout);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal(here, TableClasses.Generate(_solution.Layout));
        }
        finally
        {
            CultureInfo.CurrentCulture = usual;
        }
        Assert.DoesNotContain(here.Values, text => text.Contains('\r', StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_column_is_out_of_date()
    {
        SolutionSync.TableClassChanges(_solution.Layout).Apply();
        Assert.Empty(SolutionSync.TableClassChanges(_solution.Layout).Paths);

        AddColumn(SmallSolution.Column("smk_Extra", "int", "Extra"));

        Assert.Equal([Path.Combine(_solution.Layout.TableClasses, "Thing.g.cs")], SolutionSync.TableClassChanges(_solution.Layout).Paths);
    }

    [Fact]
    public void The_class_of_a_table_that_is_gone_is_removed()
    {
        SolutionSync.TableClassChanges(_solution.Layout).Apply();
        Directory.Delete(_solution.PathOf("Entities/smk_Thing"), recursive: true);

        SolutionSync.TableClassChanges(_solution.Layout).Apply();

        Assert.False(File.Exists(Path.Combine(_solution.Layout.TableClasses, "Thing.g.cs")));
        Assert.True(File.Exists(Path.Combine(_solution.Layout.TableClasses, TableClasses.ChoicesFile)));
    }

    private string Table(string name) => TableClasses.Generate(_solution.Layout)[Path.Combine(_solution.Layout.TableClasses, name + ".g.cs")];

    private string Choices() => TableClasses.Generate(_solution.Layout)[Path.Combine(_solution.Layout.TableClasses, TableClasses.ChoicesFile)];

    private void AddColumn(string column) => _solution.Replace(SmallSolution.Entity, "</attributes>", column + "</attributes>");
}
