using System;
using System.Linq;
using System.Xml.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Import;

public class SolutionMessageTests
{
    private static readonly Guid Job = new("99999999-0000-0000-0000-000000000001");

    [Fact]
    public void A_solution_is_imported_through_the_service_and_its_job_says_so()
    {
        using var org = new TestOrganization();
        org.Service.Execute(new ImportSolutionRequest { CustomizationFile = new MiniSolution().Zip().ToArray(), ImportJobId = Job, PublishWorkflows = true, OverwriteUnmanagedCustomizations = true, SkipProductUpdateDependencies = true });
        org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first" });
        var job = org.Read("importjob", Job);
        Assert.Equal((100d, "Mini", TestOrganization.Start), (job["progress"], job["solutionname"], job["completedon"]));
        Assert.Equal("success", XElement.Parse(job.GetAttributeValue<string>("data")).Descendants("result").Single().Attribute("result")!.Value);
    }

    [Fact]
    public void A_refused_import_leaves_its_job_and_nothing_else()
    {
        using var org = new TestOrganization();
        var fault = TestOrganization.Fault(() => org.Service.Execute(new ImportSolutionRequest { CustomizationFile = [1, 2, 3], ImportJobId = Job }));
        var job = org.Read("importjob", Job);
        var result = XElement.Parse(job.GetAttributeValue<string>("data")).Descendants("result").Single();
        Assert.Equal((0d, "failure", fault.Message), (job["progress"], result.Attribute("result")!.Value, result.Attribute("errortext")!.Value));
        Assert.Equal(0, org.Count("solution"));
    }

    [Fact]
    public void Two_imports_cannot_share_a_job()
    {
        using var org = new TestOrganization();
        var request = new ImportSolutionRequest { CustomizationFile = new MiniSolution().Zip().ToArray(), ImportJobId = Job };
        org.Service.Execute(request);
        Assert.Contains("import job", TestOrganization.Fault(() => org.Service.Execute(request)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StageAndUpgrade_installs_upgrades_and_names_the_solution()
    {
        using var org = new TestOrganization();
        org.Service.Execute(new StageAndUpgradeRequest { CustomizationFile = new MiniSolution().Zip().ToArray() });
        var answer = (StageAndUpgradeResponse)org.Service.Execute(new StageAndUpgradeRequest { CustomizationFile = new MiniSolution { Version = "2.0.0.0" }.WithoutColumn("mini_Count").Zip().ToArray() });
        Assert.Equal("2.0.0.0", org.Read("solution", answer.SolutionId)["version"]);
        Assert.False(org.Organization.Platform.Catalog.Table("mini_thing").TryColumn("mini_count", out _));
    }

    [Fact]
    public void An_option_that_would_change_what_is_imported_is_refused_by_name()
    {
        using var org = new TestOrganization();
        var fault = TestOrganization.Fault(() => org.Service.Execute(new ImportSolutionRequest { CustomizationFile = new MiniSolution().Zip().ToArray(), ConvertToManaged = true }));
        Assert.Contains("ConvertToManaged", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_imported_is_published()
    {
        using var org = new TestOrganization();
        Assert.IsType<PublishAllXmlResponse>(org.Service.Execute(new PublishAllXmlRequest()));
        org.Service.Execute(new PublishXmlRequest { ParameterXml = "<importexportxml><entities><entity>lead</entity></entities></importexportxml>" });
        TestOrganization.Fault(() => org.Service.Execute(new PublishXmlRequest { ParameterXml = "<importexportxml><entities><entity>leed</entity></entities></importexportxml>" }));
        TestOrganization.Fault(() => org.Service.Execute(new PublishXmlRequest { ParameterXml = "<importexportxml>" }));
        TestOrganization.Fault(() => org.Service.Execute(new PublishXmlRequest { ParameterXml = "<entities/>" }));
    }

    [Fact]
    public void The_version_is_that_of_the_platform_modelled()
    {
        using var org = new TestOrganization();
        Assert.StartsWith("9.2.", ((RetrieveVersionResponse)org.Service.Execute(new RetrieveVersionRequest())).Version, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<Required type="1" schemaName="product" displayName="Product" solution="System"/>""", "the table 'product'")]
    [InlineData("""<Required type="2" schemaName="mini_none" parentSchemaName="lead" solution="Other (1.0)"/>""", "the column 'mini_none' of 'lead' (solution Other)")]
    [InlineData("""<Required type="9" schemaName="other_colour" solution="Other (1.0)"/>""", "the global choice 'other_colour'")]
    [InlineData("""<Required type="10" schemaName="other_link" solution="Other (1.0)"/>""", "the relationship 'other_link'")]
    [InlineData("""<Required type="90" displayName="Some.Type" solution="Other (1.0)"/>""", "the component 'Some.Type' of type 90")]
    public void What_the_zip_needs_and_the_organisation_lacks_is_named(string required, string missing)
    {
        using var org = new TestOrganization();
        var fault = TestOrganization.Fault(() => org.Service.Execute(new ImportSolutionRequest { CustomizationFile = Needing(required, 1) }));
        Assert.Equal(unchecked((int)0x8004801D), fault.ErrorCode);
        Assert.Contains(missing, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<Required type="1" schemaName="Account" solution="System"/>""", 1)]
    [InlineData("""<Required type="2" schemaName="subject" parentSchemaName="Lead" solution="System"/>""", 2)]
    [InlineData("""<Required type="1" schemaName="product" solution="System"/>""", 60)]
    public void What_is_there_or_only_a_form_needs_is_no_hindrance(string required, int dependent)
    {
        using var org = new TestOrganization();
        org.Service.Execute(new ImportSolutionRequest { CustomizationFile = Needing(required, dependent) });
    }

    [Fact]
    public void An_environment_variable_becomes_rows_and_its_value_stays_the_environments_own()
    {
        using var org = new TestOrganization();
        byte[] Zip(string version, string fallback, string value) => new MiniSolution
        {
            Version = version,
            Files =
            {
                ["environmentvariabledefinitions/mini_Url/environmentvariabledefinition.xml"] = $"""
                    <environmentvariabledefinition schemaname="mini_Url"><defaultvalue>{fallback}</defaultvalue><displayname default="Address"><label description="Address" languagecode="1033"/></displayname><introducedversion>1.0</introducedversion><isrequired>1</isrequired><type>100000000</type></environmentvariabledefinition>
                    """,
                ["environmentvariabledefinitions/mini_Url/environmentvariablevalues.json"] = """{"environmentvariablevalues":{"environmentvariablevalue":{"value":"VALUE"}}}""".Replace("VALUE", value, StringComparison.Ordinal),
            },
        }.Zip().ToArray();
        org.Service.Execute(new ImportSolutionRequest { CustomizationFile = Zip("1.0.0.0", "http://a", "http://b") });
        var definition = Assert.Single(All(org, "environmentvariabledefinition"));
        Assert.Equal(("mini_Url", "http://a", "Address", 100000000), (definition["schemaname"], definition["defaultvalue"], definition["displayname"], definition.GetAttributeValue<OptionSetValue>("type").Value));
        var value = Assert.Single(All(org, "environmentvariablevalue"));
        Assert.Equal(("http://b", definition.Id), (value["value"], value.GetAttributeValue<EntityReference>("environmentvariabledefinitionid").Id));

        org.Service.Update(new Entity("environmentvariablevalue", value.Id) { ["value"] = "http://mine" });
        org.Service.Execute(new ImportSolutionRequest { CustomizationFile = Zip("1.1.0.0", "http://c", "http://d") });
        Assert.Equal(("http://c", "http://mine"), (All(org, "environmentvariabledefinition").Single()["defaultvalue"], All(org, "environmentvariablevalue").Single()["value"]));

        org.Service.Execute(new StageAndUpgradeRequest { CustomizationFile = new MiniSolution { Version = "2.0.0.0" }.Zip().ToArray() });
        Assert.Equal((0, 0), (org.Count("environmentvariabledefinition"), org.Count("environmentvariablevalue")));
    }

    [Fact]
    public void A_connection_reference_becomes_a_row()
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution
        {
            ExtraSections = """<connectionreferences><connectionreference connectionreferencelogicalname="mini_mail"><connectionreferencedisplayname>Mail</connectionreferencedisplayname><connectorid>/providers/x/office365</connectorid></connectionreference></connectionreferences>""",
        }.Zip());
        var reference = Assert.Single(All(org, "connectionreference"));
        Assert.Equal(("mini_mail", "Mail"), (reference["connectionreferencelogicalname"], reference["connectionreferencedisplayname"]));
    }

    [Fact]
    public void Another_import_of_a_global_choice_gives_its_options_to_all_columns_that_use_it()
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution().Zip());
        org.Organization.ImportSolution(new MiniSolution { Version = "1.1.0.0" }.With("700000001", "700000002").Zip());
        foreach (var option in new[] { 700000000, 700000001, 700000002 })
        {
            org.Service.Create(new Entity("mini_thing") { ["mini_colour"] = new OptionSetValue(option) });
        }

        TestOrganization.Fault(() => org.Service.Create(new Entity("mini_thing") { ["mini_colour"] = new OptionSetValue(700000003) }));
    }

    private static byte[] Needing(string required, int dependent) => new MiniSolution()
        .With("<MissingDependencies/>", $"""<MissingDependencies><MissingDependency>{required}<Dependent type="{dependent}" schemaName="mini_thing"/></MissingDependency></MissingDependencies>""").Zip().ToArray();

    private static System.Collections.Generic.List<Entity> All(TestOrganization org, string table) =>
        [.. org.Service.RetrieveMultiple(new QueryExpression(table) { ColumnSet = new ColumnSet(true) }).Entities];
}
