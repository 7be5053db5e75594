using System;
using System.IO;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Import;

/// <summary>A second version over the first: an update keeps what it dropped, an upgrade deletes it with its data.</summary>
public class SolutionUpgradeTests
{
    private const string FollowStep = "<SdkMessageProcessingStep Name=\"Follow things\"";
    private const string FollowStepEnd = "</SdkMessageProcessingStepImages></SdkMessageProcessingStep>";
    private const string FollowRoot = """<RootComponent type="92" id="55555555-0000-0000-0000-000000000002" behavior="0"/>""";

    private static readonly byte[] First = new MiniSolution().Zip().ToArray();

    [Fact]
    public void An_update_keeps_a_step_the_new_version_dropped()
    {
        using var org = Imported();
        org.Organization.ImportSolution(WithoutFollow().Zip());
        org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first" });
        Assert.Equal((1, 2), (org.Organization.RunAsyncJobs(), org.Count("sdkmessageprocessingstep")));
    }

    [Fact]
    public void An_upgrade_deletes_a_step_the_new_version_dropped()
    {
        using var org = Imported();
        org.Organization.UpgradeSolution(WithoutFollow().Zip());
        org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first" });
        Assert.Equal((0, 1, 0), (org.Organization.RunAsyncJobs(), org.Count("sdkmessageprocessingstep"), org.Count("sdkmessageprocessingstepimage")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_column_the_new_version_dropped_goes_with_its_values_by_upgrade_only(bool upgrade)
    {
        using var org = Imported();
        var id = org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first", ["mini_count"] = 7, ["mini_code"] = "A" });
        var zip = new MiniSolution { Version = "2.0.0.0" }.WithoutColumn("mini_Count").Zip();
        _ = upgrade ? org.Organization.UpgradeSolution(zip) : org.Organization.ImportSolution(zip);
        if (upgrade)
        {
            Assert.Contains("doesn't contain attribute", TestOrganization.Fault(() => org.Service.Update(new Entity("mini_thing", id) { ["mini_count"] = 8 })).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(7, org.Read("mini_thing", id)["mini_count"]);
        }

        Assert.Equal("A", org.Read("mini_thing", id)["mini_code"]);
    }

    [Fact]
    public void A_column_that_comes_back_after_an_upgrade_dropped_it_is_empty()
    {
        using var org = Imported();
        var id = org.Service.Create(new Entity("mini_thing") { ["mini_count"] = 7 });
        org.Organization.UpgradeSolution(new MiniSolution { Version = "2.0.0.0" }.WithoutColumn("mini_Count").Zip());
        org.Organization.UpgradeSolution(new MiniSolution { Version = "3.0.0.0" }.Zip());
        Assert.False(org.Read("mini_thing", id).Contains("mini_count"));
    }

    [Fact]
    public void A_column_of_a_standard_table_goes_and_the_table_stays()
    {
        using var org = Imported();
        var id = org.Lead("Durand", ("mini_rating", 3));
        org.Organization.UpgradeSolution(new MiniSolution { Version = "2.0.0.0" }.With(MiniSolution.LeadEntity, string.Empty).With(MiniSolution.LeadRoot, string.Empty).Zip());
        Assert.False(org.Organization.Platform.Catalog.Table("lead").TryColumn("mini_rating", out _));
        Assert.Equal("Durand", org.Read("lead", id)["lastname"]);
    }

    [Fact]
    public void A_key_that_went_binds_no_more()
    {
        using var org = Imported();
        org.Service.Create(new Entity("mini_thing") { ["mini_code"] = "A" });
        org.Organization.UpgradeSolution(new MiniSolution { Version = "2.0.0.0" }.With(MiniSolution.Keys, string.Empty).Zip());
        org.Service.Create(new Entity("mini_thing") { ["mini_code"] = "A" });
        Assert.Equal(2, org.Count("mini_thing"));
    }

    [Fact]
    public void A_custom_API_a_role_and_a_plug_in_type_go_with_an_upgrade()
    {
        using var org = Imported();
        org.Organization.UpgradeSolution(new MiniSolution { Version = "2.0.0.0" }
            .WithoutFolder("customapis/").With(MiniSolution.TwiceType, string.Empty).With(MiniSolution.Role, string.Empty).With(MiniSolution.RoleRoot, string.Empty).Zip());
        Assert.Contains("mini_Twice", TestOrganization.Fault(() => org.Service.Execute(new OrganizationRequest("mini_Twice") { ["Number"] = 1 })).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Mini Reader", org.Service.RetrieveMultiple(new QueryExpression("role") { ColumnSet = new ColumnSet("name") }).Entities.Select(r => r["name"]));
        Assert.Equal((0, 2), (org.Count("customapi"), org.Count("plugintype")));
    }

    [Fact]
    public void An_update_whose_DLL_no_longer_has_a_type_that_stays_registered_is_refused()
    {
        using var org = Imported();
        var before = org.Organization.Platform.Store.Fingerprint();

        // The first version registered a type that this DLL never had.
        var zip = new MiniSolution { Version = "1.1.0.0", Dll = File.ReadAllBytes(typeof(LocalOrganization).Assembly.Location), AssemblyFullName = typeof(LocalOrganization).Assembly.FullName! }
            .With(MiniSolution.StampType, string.Empty).With(MiniSolution.FollowType, string.Empty).With(MiniSolution.TwiceType, string.Empty).WithoutFolder("customapis/").WithoutSteps().Zip();
        Assert.Contains("has no type", Assert.Throws<SolutionImportException>(() => org.Organization.ImportSolution(zip)).Message, StringComparison.Ordinal);
        Assert.Equal(before, org.Organization.Platform.Store.Fingerprint());
    }

    [Fact]
    public void A_holding_solution_waits_beside_the_one_in_force_until_it_is_promoted()
    {
        using var org = Imported();
        org.Service.Execute(new ImportSolutionRequest { CustomizationFile = WithoutFollow("2.0.0.0").Zip().ToArray(), HoldingSolution = true });
        Assert.Equal([("Mini", "1.0.0.0"), ("Mini_Upgrade", "2.0.0.0")], Solutions(org));
        org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first" });
        Assert.Equal(1, org.Organization.RunAsyncJobs());

        var answer = (DeleteAndPromoteResponse)org.Service.Execute(new DeleteAndPromoteRequest { UniqueName = "Mini" });
        Assert.Equal([("Mini", "2.0.0.0")], Solutions(org));
        Assert.Equal("Mini", org.Read("solution", answer.SolutionId)["uniquename"]);
        org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "second" });
        Assert.Equal(0, org.Organization.RunAsyncJobs());
    }

    [Fact]
    public void A_holding_solution_still_waits_in_a_file_opened_again()
    {
        var file = Path.Combine(Path.GetTempPath(), $"holding-{Guid.NewGuid():N}.db");
        try
        {
            using (var org = new TestOrganization(file))
            {
                org.Organization.ImportSolution(new MemoryStream(First));
                org.Service.Execute(new ImportSolutionRequest { CustomizationFile = new MiniSolution { Version = "2.0.0.0" }.WithoutColumn("mini_Count").Zip().ToArray(), HoldingSolution = true });
            }

            using (var again = new TestOrganization(file))
            {
                var id = again.Service.Create(new Entity("mini_thing") { ["mini_count"] = 3 });
                again.Service.Execute(new DeleteAndPromoteRequest { UniqueName = "Mini" });
                Assert.False(again.Read("mini_thing", id).Contains("mini_count"));
            }

            using var last = new TestOrganization(file);
            Assert.False(last.Organization.Platform.Catalog.Table("mini_thing").TryColumn("mini_count", out _));
            Assert.Equal([("Mini", "2.0.0.0")], Solutions(last));
        }
        finally
        {
            foreach (var name in new[] { file, file + "-wal", file + "-shm" })
            {
                File.Delete(name);
            }
        }
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void An_option_the_new_version_dropped_can_no_longer_be_chosen_after_an_upgrade_only(bool upgrade, bool accepted)
    {
        using var org = Imported();
        var id = org.Service.Create(new Entity("mini_thing") { ["mini_colour"] = new OptionSetValue(700000001) });
        var zip = new MiniSolution { Version = "2.0.0.0" }.With(MiniSolution.Blue, string.Empty).Zip();
        _ = upgrade ? org.Organization.UpgradeSolution(zip) : org.Organization.ImportSolution(zip);
        Assert.Equal(accepted, Record.Exception(() => org.Service.Create(new Entity("mini_thing") { ["mini_colour"] = new OptionSetValue(700000001) })) is null);
        Assert.Equal(700000001, org.Read("mini_thing", id).GetAttributeValue<OptionSetValue>("mini_colour").Value);
    }

    [Fact]
    public void A_many_to_many_relationship_goes_with_its_links()
    {
        const string Many = """<EntityRelationship Name="mini_thing_leads"><EntityRelationshipType>ManyToMany</EntityRelationshipType><FirstEntityName>mini_Thing</FirstEntityName><SecondEntityName>Lead</SecondEntityName><IntersectEntityName>mini_thing_leads</IntersectEntityName></EntityRelationship>""";
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution().With("</EntityRelationships>", Many + "</EntityRelationships>").Zip());
        var (thing, lead) = (org.Service.Create(new Entity("mini_thing")), org.Lead());
        org.Service.Associate("mini_thing", thing, new Relationship("mini_thing_leads"), [new EntityReference("lead", lead)]);
        org.Organization.UpgradeSolution(new MiniSolution { Version = "2.0.0.0" }.Zip());
        TestOrganization.Fault(() => org.Service.Associate("mini_thing", thing, new Relationship("mini_thing_leads"), [new EntityReference("lead", lead)]));
        Assert.False(org.Organization.Platform.Catalog.TryTable("mini_thing_leads", out _));
        org.Service.Delete("mini_thing", thing);
    }

    [Fact]
    public void A_note_on_a_row_of_a_table_that_goes_loses_its_link_and_stays()
    {
        const string Notes = """<EntityRelationship Name="mini_thing_Annotations"><EntityRelationshipType>OneToMany</EntityRelationshipType><ReferencingEntityName>Annotation</ReferencingEntityName><ReferencedEntityName>mini_Thing</ReferencedEntityName><ReferencingAttributeName>ObjectId</ReferencingAttributeName></EntityRelationship>""";
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution().With("</EntityRelationships>", Notes + "</EntityRelationships>").Zip());
        var note = org.Service.Create(new Entity("annotation") { ["subject"] = "x", ["objectid"] = new EntityReference("mini_thing", org.Service.Create(new Entity("mini_thing"))) });
        org.Service.Delete("solution", Solution(org));
        Assert.False(org.Read("annotation", note).Contains("objectid"));
        Assert.Contains("cannot point to a row of 'mini_thing'", TestOrganization.Fault(() => org.Service.Update(new Entity("annotation", note) { ["objectid"] = new EntityReference("mini_thing", Guid.CreateVersion7()) })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_waits_nothing_is_promoted()
    {
        using var org = Imported();
        Assert.Contains("waits to be promoted", TestOrganization.Fault(() => org.Service.Execute(new DeleteAndPromoteRequest { UniqueName = "Mini" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_import_cannot_be_a_holding_one()
    {
        using var org = new TestOrganization();
        Assert.Contains("holding solution", TestOrganization.Fault(() => org.Service.Execute(new ImportSolutionRequest { CustomizationFile = First, HoldingSolution = true })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.9.0.0", false)]
    [InlineData("1.0.0.0", true)]
    [InlineData("1.0.0.1", true)]
    public void A_managed_solution_is_updated_by_the_same_or_a_higher_version(string version, bool accepted)
    {
        using var org = Imported();
        Assert.Equal(accepted, Record.Exception(() => org.Organization.ImportSolution(new MiniSolution { Version = version }.Zip())) is null);
    }

    [Theory]
    [InlineData("1.0.0.0", false)]
    [InlineData("1.0.0.1", true)]
    public void An_upgrade_needs_a_higher_version(string version, bool accepted)
    {
        using var org = Imported();
        var refusal = Record.Exception(() => org.Organization.UpgradeSolution(new MiniSolution { Version = version }.Zip()));
        Assert.Equal(accepted, refusal is null);
        if (!accepted)
        {
            Assert.Contains("must have a higher version", refusal!.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("0", "1", 0x80048040)]
    [InlineData("1", "0", 0x80048041)]
    public void Managed_and_unmanaged_do_not_mix(string first, string second, uint code)
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution().With("<Managed>1", $"<Managed>{first}").Zip());
        var fault = TestOrganization.Fault(() => org.Service.Execute(new ImportSolutionRequest { CustomizationFile = new MiniSolution().With("<Managed>1", $"<Managed>{second}").Zip().ToArray() }));
        Assert.Equal(unchecked((int)code), fault.ErrorCode);
        Assert.Contains("already installed on this system", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lower_version_of_an_unmanaged_solution_is_taken()
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution().With("<Managed>1", "<Managed>0").Zip());
        org.Organization.ImportSolution(new MiniSolution { Version = "0.5.0.0" }.With("<Managed>1", "<Managed>0").Zip());
        Assert.Equal([("Mini", "0.5.0.0")], Solutions(org));
    }

    [Fact]
    public void Uninstalling_a_managed_solution_takes_its_components_and_their_data()
    {
        using var org = new TestOrganization();
        var before = org.Organization.Platform.Catalog.Tables.Select(t => t.LogicalName).ToHashSet();
        org.Organization.ImportSolution(new MemoryStream(First));
        org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first" });
        var lead = org.Lead("Durand", ("mini_rating", 3));
        org.Service.Delete("solution", Solution(org));

        Assert.Equal(before, org.Organization.Platform.Catalog.Tables.Select(t => t.LogicalName).ToHashSet());
        Assert.False(org.Organization.Platform.Catalog.Table("lead").TryColumn("mini_rating", out _));
        Assert.Equal("Durand", org.Read("lead", lead)["lastname"]);
        Assert.Empty(org.Organization.Platform.Steps.All);
        Assert.False(org.Organization.Platform.Messages.Contains("mini_Twice"));
        foreach (var table in new[] { "solution", "pluginassembly", "plugintype", "sdkmessageprocessingstep", "customapi" })
        {
            Assert.Equal((table, 0), (table, org.Count(table)));
        }

        org.Organization.ImportSolution(new MemoryStream(First));
        Assert.Equal(0, org.Count("mini_thing"));
    }

    [Fact]
    public void Uninstalling_an_unmanaged_solution_leaves_its_components()
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution().With("<Managed>1", "<Managed>0").Zip());
        var id = org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first" });
        org.Service.Delete("solution", Solution(org));
        Assert.Equal(("stamped by Mini", 0), (org.Read("mini_thing", id)["mini_note"], org.Count("solution")));
    }

    [Fact]
    public void A_solution_that_another_one_builds_on_stays()
    {
        using var org = Imported();
        org.Organization.ImportSolution(Second().Zip());
        var before = org.Organization.Platform.Store.Fingerprint();
        Assert.Contains("mini_thing", TestOrganization.Fault(() => org.Service.Delete("solution", Solution(org))).Message, StringComparison.Ordinal);
        Assert.Equal(before, org.Organization.Platform.Store.Fingerprint());
        org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "still" });
    }

    [Fact]
    public void A_transaction_around_an_import_that_is_rolled_back_takes_the_import_back()
    {
        using var org = new TestOrganization();
        var before = org.Organization.Platform.Catalog.Snapshot();
        var requests = new Microsoft.Xrm.Sdk.OrganizationRequestCollection
        {
            new ImportSolutionRequest { CustomizationFile = First },
            new OrganizationRequest("mini_Twice") { ["Number"] = "no number" },
        };
        TestOrganization.Fault(() => org.Service.Execute(new Microsoft.Xrm.Sdk.Messages.ExecuteTransactionRequest { Requests = requests }));
        Assert.Same(before, org.Organization.Platform.Catalog.Snapshot());
        Assert.Empty(org.Organization.Platform.Steps.All);
        Assert.Equal(0, org.Count("solution"));
    }

    [Fact]
    public void A_file_opened_again_holds_what_updates_upgrades_and_uninstalling_left()
    {
        var file = Path.Combine(Path.GetTempPath(), $"upgrade-{Guid.NewGuid():N}.db");
        try
        {
            Guid id;
            using (var org = new TestOrganization(file))
            {
                org.Organization.ImportSolution(new MemoryStream(First));
                org.Organization.ImportSolution(Second().Zip());
                id = org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first", ["mini_count"] = 3 });
                org.Organization.ImportSolution(new MiniSolution { Version = "1.5.0.0" }.WithoutColumn("mini_Share").Zip());
                org.Organization.UpgradeSolution(new MiniSolution { Version = "2.0.0.0", ExtraColumns = MiniSolution.Column("mini_More", "int", string.Empty) }.WithoutColumn("mini_Count").Zip());
            }

            using (var again = new TestOrganization(file))
            {
                again.Service.Update(new Entity("mini_thing", id) { ["mini_more"] = 4 });
                Assert.False(again.Organization.Platform.Catalog.Table("mini_thing").TryColumn("mini_count", out _));
                Assert.Equal("stamped by Mini", again.Read("mini_thing", id)["mini_note"]);
                again.Service.Delete("solution", Solution(again, "Second"));
                again.Service.Delete("solution", Solution(again));
            }

            using var last = new TestOrganization(file);
            Assert.False(last.Organization.Platform.Catalog.TryTable("mini_thing", out _));
            Assert.Empty(last.Organization.Platform.Steps.All);
        }
        finally
        {
            foreach (var name in new[] { file, file + "-wal", file + "-shm" })
            {
                File.Delete(name);
            }
        }
    }

    // A solution that only adds a lookup to the table of the first.
    private static MiniSolution Second() => new MiniSolution { CustomXml = $"""
        <ImportExportXml><Entities><Entity><Name>Task</Name><EntityInfo><entity Name="Task"><attributes>{MiniSolution.Column("second_ThingId", "lookup", "<IsCustomField>1</IsCustomField>")}</attributes></entity></EntityInfo></Entity></Entities>
        <EntityRelationships><EntityRelationship Name="second_thing_tasks"><EntityRelationshipType>OneToMany</EntityRelationshipType><ReferencingEntityName>Task</ReferencingEntityName><ReferencedEntityName>mini_Thing</ReferencedEntityName><ReferencingAttributeName>second_ThingId</ReferencingAttributeName></EntityRelationship></EntityRelationships>
        </ImportExportXml>
        """, CustomManifest = """
        <ImportExportXml><SolutionManifest><UniqueName>Second</UniqueName><Version>1.0.0.0</Version><Managed>1</Managed><Publisher><UniqueName>p</UniqueName></Publisher>
        <RootComponents><RootComponent type="1" schemaName="task" behavior="2"/></RootComponents></SolutionManifest></ImportExportXml>
        """ }.WithoutFolder("customapis/").WithoutFolder("PluginAssemblies/");

    private static MiniSolution WithoutFollow(string version = "1.1.0.0") => new MiniSolution { Version = version }
        .With(FollowStep, "<Dropped").With(FollowStepEnd, "</SdkMessageProcessingStepImages></Dropped>").With(FollowRoot, string.Empty);

    private static Guid Solution(TestOrganization org, string name = "Mini") => org.Service.RetrieveMultiple(new QueryExpression("solution")
    {
        Criteria = { Conditions = { new ConditionExpression("uniquename", ConditionOperator.Equal, name) } },
    }).Entities.Single().Id;

    private static (object, object)[] Solutions(TestOrganization org) => [.. org.Service.RetrieveMultiple(new QueryExpression("solution")
    {
        ColumnSet = new ColumnSet("uniquename", "version"),
        Orders = { new OrderExpression("uniquename", OrderType.Ascending) },
    }).Entities.Select(s => (s["uniquename"], s["version"]))];

    private static TestOrganization Imported()
    {
        var org = new TestOrganization();
        org.Organization.ImportSolution(new MemoryStream(First));
        return org;
    }
}
