using System;
using System.Linq;
using Smarketing.Cli;
using Smarketing.Cli.Solutions;
using Xunit;

namespace Smarketing.Tests.Solution.Pack;

public sealed class PackFindingsTests : IDisposable
{
    private readonly SmallSolution _solution = new();

    public void Dispose() => _solution.Dispose();

    [Fact]
    public void A_sound_solution_has_no_findings() => Assert.Empty(SolutionPacker.Findings(_solution.Layout));

    [Fact]
    public void A_table_folder_without_its_file_is_found()
    {
        _solution.Write("Entities/smk_Other/RibbonDiff.xml", "<RibbonDiffXml />");

        Finds("Entities/smk_Other/Entity.xml", "missing");
    }

    [Fact]
    public void A_web_resource_without_content_is_found()
    {
        _solution.Delete("WebResources/smk_page");

        Finds("WebResources/smk_page.data.xml", "WebResources/smk_page is missing");
    }

    [Fact]
    public void Two_components_with_one_id_are_found()
    {
        _solution.Replace($"Entities/smk_Thing/SavedQueries/{SmallSolution.ViewId}.xml", SmallSolution.ViewId, SmallSolution.FormId);

        Finds("systemform", "savedquery", SmallSolution.FormId.Trim('{', '}'));
    }

    [Fact]
    public void A_file_named_after_another_id_is_found()
    {
        _solution.Replace($"Entities/smk_Thing/SavedQueries/{SmallSolution.ViewId}.xml", SmallSolution.ViewId, "{33333333-3333-3333-3333-333333333333}");

        Finds(SmallSolution.ViewId, "33333333", "Rename the file");
    }

    [Fact]
    public void A_label_without_French_is_found()
    {
        _solution.Replace("OptionSets/smk_halflife.xml", """<label description="Demi-journée" languagecode="1036" />""", "");

        Finds("OptionSets/smk_halflife.xml", "option 727000000", "1036");
    }

    [Fact]
    public void A_label_in_a_language_the_solution_does_not_list_is_found()
    {
        _solution.Replace("Other/Customizations.xml", "<Language>1036</Language>", "");

        Finds("1036", "Other/Customizations.xml");
    }

    [Fact]
    public void A_component_that_Solution_xml_does_not_list_is_found()
    {
        _solution.Replace(SmallSolution.Manifest, """<RootComponent type="9" schemaName="smk_halflife" behavior="0" />""", "");

        Finds("OptionSets/smk_halflife.xml", "choice smk_halflife", "not listed in Other/Solution.xml");
    }

    [Fact]
    public void A_listed_component_that_the_tree_does_not_hold_is_found()
    {
        _solution.Replace(SmallSolution.Manifest, """<RootComponent type="61" """, """<RootComponent type="61" schemaName="smk_gone" behavior="0" /><RootComponent type="61" """);

        Finds("web resource smk_gone", "the tree does not hold it");
    }

    [Fact]
    public void A_lookup_without_relationship_is_found()
    {
        _solution.Replace("Other/Relationships/smk_Thing.xml", "smk_ParentId", "smk_OtherId");

        Finds(SmallSolution.Entity, "smk_ParentId", "has no relationship");
    }

    [Fact]
    public void A_relationship_that_is_not_listed_is_found()
    {
        _solution.Write("Other/Relationships.xml", "<EntityRelationships />");

        Finds("smk_thing_parent", "is not listed in Other/Relationships.xml");
    }

    [Fact]
    public void A_column_with_a_choice_that_does_not_exist_is_found()
    {
        _solution.Replace(SmallSolution.Entity, "<OptionSetName>smk_halflife<", "<OptionSetName>smk_nothing<");

        Finds(SmallSolution.Entity, "smk_nothing");
    }

    [Theory]
    [InlineData("smk_name", false)]
    [InlineData("smk_nothing", true)]
    public void A_step_that_names_a_column_the_table_does_not_have_is_found(string column, bool found)
    {
        _solution.Write("SdkMessageProcessingSteps/{44444444-4444-4444-4444-444444444444}.xml", $"""
            <SdkMessageProcessingStep Name="Some step" SdkMessageProcessingStepId="{"{44444444-4444-4444-4444-444444444444}"}">
              <PrimaryEntity>smk_thing</PrimaryEntity><FilteringAttributes>smk_decay,{column}</FilteringAttributes>
            </SdkMessageProcessingStep>
            """);

        Assert.Equal(found, SolutionPacker.Findings(_solution.Layout).Any(finding => finding.Contains($"Some step names column {column}", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_nobody_knows_is_found_instead_of_left_out()
    {
        _solution.Write("CanvasApps/smk_app.meta.xml", "<CanvasApp />");

        Finds("CanvasApps/smk_app.meta.xml", "would leave it out");
    }

    [Fact]
    public void A_DLL_kept_in_the_tree_is_found()
    {
        _solution.Write("PluginAssemblies/Some-1/Some.dll", "old");

        Finds("PluginAssemblies/Some-1/Some.dll", "as built");
    }

    [Fact]
    public void An_assembly_that_was_not_built_is_named_with_the_remedy()
    {
        _solution.Write("PluginAssemblies/Some-1/Some.dll.data.xml", """<PluginAssembly FullName="Some, Version=1.0.0.0"><FileName>/PluginAssemblies/Some-1/Some.dll</FileName></PluginAssembly>""");

        var fault = Assert.Throws<InputException>(() => SolutionPacker.Findings(_solution.Layout));

        Assert.Contains("Some.dll", fault.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet build", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_XML_is_named_with_file_and_line()
    {
        _solution.Write("OptionSets/smk_halflife.xml", "<optionset>\n<open>\n</optionset>");

        var fault = Assert.Throws<InputException>(() => SolutionPacker.Findings(_solution.Layout));

        Assert.Contains("OptionSets/smk_halflife.xml, line 3", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_solution_with_findings_is_not_packed()
    {
        _solution.Delete("WebResources/smk_page");

        var fault = Assert.Throws<InputException>(() => SolutionPacker.Pack(_solution.Layout, managed: true));

        Assert.Contains("smk_page.data.xml", fault.Message, StringComparison.Ordinal);
    }

    private void Finds(params string[] words) =>
        Assert.Contains(SolutionPacker.Findings(_solution.Layout), finding => Array.TrueForAll(words, word => finding.Contains(word, StringComparison.Ordinal)));
}
