using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Rocks;
using Xunit;

namespace Smarketing.Tests.Plugins.Architecture;

/// <summary>The walls hold in what ships, and every test of a wall finds a hole where there is one.</summary>
public sealed class HouseTests
{
    private const string CounterExamples = "Smarketing.Tests.Plugins.Architecture.CounterExamples";
    private const string Domain = "Smarketing.Crm.Domain";
    private const string StepBase = "Smarketing.Crm.Steps.Step";
    private const string ApiBase = "Smarketing.Crm.Apis.Api";
    private const string ActivityBase = "System.Activities.CodeActivity";
    private const string Prefix = "smk_";

    // What runs in every sandbox; System. stands for the framework itself.
    private static readonly string[] PluginNeeds =
        ["mscorlib", "System", "System.", "Microsoft.Xrm.Sdk", "Microsoft.Crm.Sdk.Proxy"];

    [Fact]
    public void The_domain_knows_no_type_of_the_Sdk() =>
        Assert.Empty(Walls.Knows(Shipped.Module(Shipped.Plugins), Domain, "Microsoft", "System.ServiceModel"));

    [Fact]
    public void The_domain_knows_no_other_room() =>
        Assert.Empty(Walls.Knows(
            Shipped.Module(Shipped.Plugins), Domain, "Smarketing.Crm.Dataverse", "Smarketing.Crm.Steps", "Smarketing.Crm.Apis"));

    [Fact]
    public void A_domain_that_knows_the_Sdk_in_a_body_or_a_signature_is_found()
    {
        var found = Walls.Knows(Shipped.CounterExamples(), CounterExamples + ".Domain", "Microsoft");

        Assert.Contains(found, finding => finding.Contains("KnowsDataverseInABody", StringComparison.Ordinal));
        Assert.Contains(found, finding => finding.Contains("KnowsDataverseInASignature", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_Dataverse_spells_a_logical_name()
    {
        var known = Shipped.LogicalNames(Shipped.Module(Shipped.Plugins));
        Assert.Superset(new HashSet<string> { "lead", "smk_grade", "jobtitle" }, known.ToHashSet());

        Assert.Empty(
            from folder in new[] { "Plugins/Domain", "Plugins/Steps", "Plugins/Apis", "Workflows" }
            let path = Path.Combine(Shipped.RepositoryRoot, folder)
            where Directory.Exists(path)
            from file in SourceText.Files(path)
            from name in SourceText.LogicalNames(File.ReadAllText(file), known, Prefix)
            select Path.GetRelativePath(Shipped.RepositoryRoot, file) + " spells " + name);
    }

    [Theory]
    [InlineData("var x = row[\"smk_grade\"];", "smk_grade")]
    [InlineData("var x = row[\"jobtitle\"];", "jobtitle")]
    [InlineData("var x = @\"jobtitle\";", "jobtitle")]
    [InlineData("var x = \"\"\"jobtitle\"\"\";", "jobtitle")]
    [InlineData("var x = $\"{y}smk_{z}\";", "{y}smk_{z}")]
    public void A_spelled_logical_name_is_found(string source, string name) =>
        Assert.Equal([name], SourceText.LogicalNames(source, new HashSet<string> { "jobtitle" }, Prefix));

    [Theory]
    [InlineData("// row[\"smk_grade\"]")]
    [InlineData("/* \"jobtitle\" */ var x = '\"';")]
    [InlineData("var x = Lead.Columns.Grade + \"my jobtitle\";")]
    public void Comments_and_sentences_spell_no_logical_name(string source) =>
        Assert.Empty(SourceText.LogicalNames(source, new HashSet<string> { "jobtitle" }, Prefix));

    [Theory]
    [InlineData(Shipped.Plugins)]
    [InlineData(Shipped.Workflows)]
    public void What_ships_touches_neither_clock_nor_chance_nor_files_nor_network_nor_threads(string assembly) =>
        Assert.Empty(Walls.Touches(Shipped.OwnTypes(Shipped.Module(assembly)), BannedEverywhere()));

    [Theory]
    [InlineData("get_UtcNow")]
    [InlineData("NewGuid")]
    [InlineData("System.IO.File")]
    [InlineData("System.Threading.Tasks.Task")]
    [InlineData("System.Net.Http.HttpClient")]
    [InlineData("System.ValueTuple")]
    public void Reaching_outside_is_found(string what)
    {
        var reckless = Walls.Room(Shipped.CounterExamples(), CounterExamples);

        Assert.Contains(
            Walls.Touches(reckless, BannedEverywhere()),
            finding => finding.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public void Steps_and_Apis_keep_nothing_between_two_calls() =>
        Assert.Empty(Walls.KeepsState(Shipped.Module(Shipped.Plugins), StepBase, ApiBase));

    [Fact]
    public void A_step_that_keeps_something_is_found() =>
        Assert.Contains(
            CounterExamples + ".StepWithState keeps calls",
            Walls.KeepsState(Shipped.CounterExamples(), StepBase, ApiBase));

    [Theory]
    [InlineData("Smarketing.Crm.Steps")]
    [InlineData("Smarketing.Crm.Apis")]
    [InlineData(Domain)]
    public void Nothing_static_changes_where_decisions_are_made(string room) =>
        Assert.Empty(Walls.Remembers(Shipped.Module(Shipped.Plugins), room));

    [Fact]
    public void A_static_that_changes_is_found() =>
        Assert.Contains(
            CounterExamples + ".Forgetful remembers last",
            Walls.Remembers(Shipped.CounterExamples(), CounterExamples));

    [Theory]
    [InlineData(Shipped.Plugins, StepBase, ApiBase)]
    [InlineData(Shipped.Workflows, ActivityBase)]
    public void The_platform_can_create_every_step_Api_and_activity(string assembly, params string[] roots)
    {
        var module = Shipped.Module(assembly);

        Assert.NotEmpty(Walls.Derived(module, roots, alsoAbstract: false));
        Assert.Empty(Walls.CannotBeCreated(module, roots));
    }

    [Fact]
    public void A_step_the_platform_cannot_create_is_found() =>
        Assert.Contains(
            Walls.CannotBeCreated(Shipped.CounterExamples(), StepBase),
            finding => finding.StartsWith(CounterExamples + ".StepThatIsOpen ", StringComparison.Ordinal));

    [Fact]
    public void The_plugin_assembly_needs_only_the_framework_and_the_Sdk() =>
        Assert.Empty(Walls.NeedsMoreThan(Shipped.Module(Shipped.Plugins), PluginNeeds));

    [Fact]
    public void The_workflow_assembly_needs_only_the_framework_and_the_Sdk() =>
        Assert.Empty(Walls.NeedsMoreThan(
            Shipped.Module(Shipped.Workflows), [.. PluginNeeds, "Microsoft.Xrm.Sdk.Workflow"]));

    [Fact]
    public void An_assembly_that_needs_more_is_found() =>
        Assert.Contains(
            "Plugins.Tests needs Mono.Cecil",
            Walls.NeedsMoreThan(Shipped.CounterExamples(), PluginNeeds));

    [Theory]
    [InlineData(Shipped.Plugins)]
    [InlineData(Shipped.Workflows)]
    public void What_ships_is_strong_named(string assembly) =>
        Assert.True(Walls.IsStrongNamed(Shipped.Module(assembly)));

    [Fact]
    public void An_assembly_without_a_strong_name_is_found() =>
        Assert.False(Walls.IsStrongNamed(Shipped.CounterExamples()));

    [Fact]
    public void Every_step_finishes_its_sentence()
    {
        var steps = typeof(Smarketing.Crm.Steps.Step).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Smarketing.Crm.Steps.Step)));

        Assert.All(steps, type =>
        {
            var registration = ((Smarketing.Crm.Steps.Step)Activator.CreateInstance(type)!).Registration;
            Assert.NotEmpty(registration.Message);
            Assert.NotEmpty(registration.Description);
        });
    }

    // Locks are how a shared cache stays whole; they start no thread.
    private static Banned BannedEverywhere() =>
        Banned.Read(Path.Combine(Shipped.RepositoryRoot, "BannedSymbols.txt")).And(
            ["System.Net", "System.Threading.Tasks", "Microsoft.Win32", "System.Diagnostics.Process"],
            [
                "System.ValueTuple", "System.ValueTuple`2", "System.ValueTuple`3", "System.ValueTuple`4", "System.Threading.Timer",
                "System.Timers.Timer", "System.Diagnostics.Stopwatch", "System.Diagnostics.Process", "System.IO.FileInfo",
                "System.IO.DirectoryInfo", "System.Security.Cryptography.RandomNumberGenerator",
            ]);
}
