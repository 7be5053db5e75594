using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Smarketing.Cli;
using Smarketing.Cli.Solutions;
using Smarketing.Cli.Solutions.Syncing;
using Smarketing.Crm.Steps;
using Xunit;

namespace Smarketing.Tests.Solution.Sync;

public sealed class RegistrationSyncTests : IDisposable
{
    private const string FullName = "House.Plugins, Version=1.0.0.0, Culture=neutral, PublicKeyToken=0123456789abcdef";
    private const string TypeName = "House.Steps.ThingUpdate";

    private static readonly RegisteredStep Step = RegisteredStep.Of(
        TypeName,
        On.Update("smk_thing").Filtering("smk_name", "smk_decay").PostOperation().Async().Order(7).WithPreImage("smk_name").WithPostImage().InOrderTo("Tells others."));

    private readonly SmallSolution _solution = new();

    public void Dispose() => _solution.Dispose();

    [Fact]
    public void A_step_is_written_as_exports_have_it()
    {
        Apply(Step);

        var step = _solution.Read(StepFile());
        Assert.Equal(StableId.Step(TypeName).ToString("B"), step.Attribute("SdkMessageProcessingStepId")!.Value);
        Assert.Equal("20bebb1b-ea3e-db11-86a7-000a3a5473e8", step.Element("SdkMessageId")!.Value);
        Assert.Equal($"{TypeName}, {FullName}", step.Element("PluginTypeName")!.Value);
        Assert.Equal("smk_thing", step.Element("PrimaryEntity")!.Value);
        Assert.Equal("smk_decay,smk_name", step.Element("FilteringAttributes")!.Value);
        Assert.Equal("1", step.Element("Mode")!.Value);
        Assert.Equal("40", step.Element("Stage")!.Value);
        Assert.Equal("7", step.Element("Rank")!.Value);
        Assert.Equal("Tells others.", step.Element("Description")!.Value);
        Assert.Equal(["post:1::Target", "pre:0:smk_name:Target"], step.Descendants("SdkMessageProcessingStepImage")
            .Select(image => $"{image.Element("EntityAlias")!.Value}:{image.Element("ImageType")!.Value}:{image.Element("Attributes")!.Value}:{image.Element("MessagePropertyName")!.Value}"));
    }

    [Fact]
    public void Assembly_and_steps_become_root_components_and_others_stay()
    {
        Apply(Step);

        var roots = _solution.Read(SmallSolution.Manifest).Descendants("RootComponent").Select(root => root.Attribute("type")!.Value);
        Assert.Equal(["1", "9", "61", "91", "92"], roots);
    }

    [Fact]
    public void The_plug_in_type_has_the_id_the_step_names()
    {
        Apply(Step);

        var type = Assert.Single(XElement.Load(Directory.GetFiles(_solution.PathOf("PluginAssemblies"), "*.dll.data.xml", SearchOption.AllDirectories).Single()).Descendants("PluginType"));
        Assert.Equal(_solution.Read(StepFile()).Element("PluginTypeId")!.Value, type.Attribute("PluginTypeId")!.Value);
    }

    [Fact]
    public void A_workflow_activity_gets_the_group_makers_find_it_in()
    {
        Apply([new ShippedAssembly("House.Workflows, Version=1.0.0.0, Culture=neutral, PublicKeyToken=0123456789abcdef", [new RegisteredType("House.Workflows.Do", IsActivity: true)], [])]);

        var type = XElement.Load(Directory.GetFiles(_solution.PathOf("PluginAssemblies"), "*.dll.data.xml", SearchOption.AllDirectories).Single()).Descendants("PluginType").Single();
        Assert.Equal("House.Workflows (1.0.0.0)", type.Element("WorkflowActivityGroupName")!.Value);
    }

    [Fact]
    public void A_message_without_a_fixed_id_goes_by_its_name()
    {
        Apply(RegisteredStep.Of(TypeName, On.Message("smk_ScoreLead").PostOperation()));

        var step = _solution.Read(StepFile());
        Assert.Equal("smk_ScoreLead", step.Element("SdkMessageName")!.Value);
        Assert.Null(step.Element("SdkMessageId"));
        Assert.Null(step.Element("PrimaryEntity"));
    }

    [Fact]
    public void The_image_of_a_created_row_is_found_by_its_id()
    {
        Apply(RegisteredStep.Of(TypeName, On.Create("smk_thing").PostOperation().WithPostImage("smk_name")));

        Assert.Equal("Id", _solution.Read(StepFile()).Descendants("MessagePropertyName").Single().Value);
    }

    [Fact]
    public void After_a_sync_nothing_is_out_of_date()
    {
        Apply(Step);

        Assert.Empty(Changes(Step).Paths);
    }

    public static TheoryData<string> Changed => ["order", "stage", "filter", "image", "message", "description"];

    [Theory]
    [MemberData(nameof(Changed))]
    public void A_changed_registration_is_out_of_date(string what)
    {
        Apply(Step);

        var changed = what switch
        {
            "order" => Step with { Order = 8 },
            "stage" => Step with { Stage = 20 },
            "filter" => Step with { FilteringColumns = ["smk_name"] },
            "image" => Step with { Images = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) },
            "message" => Step with { Message = "Delete" },
            _ => Step with { Description = "Tells nobody." },
        };

        Assert.Equal([_solution.PathOf(StepFile())], Changes(changed).Paths);
    }

    [Fact]
    public void The_order_in_which_columns_are_written_means_nothing()
    {
        Apply(Step);

        Assert.Empty(Changes(Step with { FilteringColumns = ["smk_decay", "smk_name"] }).Paths);
    }

    [Fact]
    public void How_a_maker_tool_lays_the_XML_out_means_nothing()
    {
        Apply(Step);
        _solution.Write(StepFile(), "\uFEFF" + _solution.Read(StepFile()).ToString(SaveOptions.DisableFormatting) + "\r\n");

        Assert.Empty(Changes(Step).Paths);
    }

    [Fact]
    public void The_step_of_a_class_that_is_gone_is_removed_with_its_root_component()
    {
        Apply(Step);

        Apply();

        Assert.False(File.Exists(_solution.PathOf(StepFile())));
        Assert.DoesNotContain(_solution.Read(SmallSolution.Manifest).Descendants("RootComponent"), root => root.Attribute("type")!.Value == "92");
    }

    [Fact]
    public void A_step_keeps_the_version_it_was_introduced_with()
    {
        Apply(Step);
        _solution.Replace(SmallSolution.Manifest, "<Version>1.2.0.0<", "<Version>1.3.0.0<");

        Assert.Empty(Changes(Step).Paths);
        Assert.Equal("1.2.0.0", _solution.Read(StepFile()).Element("IntroducedVersion")!.Value);
    }

    [Fact]
    public void Nothing_is_written_until_changes_are_applied()
    {
        Assert.NotEmpty(Changes(Step).Paths);

        Assert.False(Directory.Exists(_solution.PathOf("SdkMessageProcessingSteps")));
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void A_description_longer_than_the_platform_keeps_is_refused(int length, bool accepted)
    {
        var step = Step with { Description = new string('x', length) };

        if (accepted)
        {
            Assert.NotEmpty(Changes(step).Paths);
        }
        else
        {
            Assert.Contains(TypeName, Assert.Throws<InputException>(() => Changes(step)).Message, StringComparison.Ordinal);
        }
    }

    private static string StepFile() => Path.Combine("SdkMessageProcessingSteps", StableId.Step(TypeName).ToString("B") + ".xml");

    private FileChanges Changes(params RegisteredStep[] steps) =>
        SolutionSync.RegistrationChanges(_solution.Layout, [new ShippedAssembly(FullName, [new RegisteredType(TypeName, IsActivity: false)], steps)]);

    private void Apply(params RegisteredStep[] steps) => Changes(steps).Apply();

    private void Apply(ShippedAssembly[] assemblies) => SolutionSync.RegistrationChanges(_solution.Layout, assemblies).Apply();
}
