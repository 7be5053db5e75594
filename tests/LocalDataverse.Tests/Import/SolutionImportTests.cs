using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Import;

public class SolutionImportTests
{
    [Fact]
    public void An_import_says_what_it_brought()
    {
        using var org = new TestOrganization();
        var result = org.Organization.ImportSolution(new MiniSolution().Zip());
        Assert.Equal(("Mini", "1.0.0.0", true), (result.UniqueName, result.Version, result.IsManaged));
        Assert.Equal(["lead", "mini_thing"], result.Tables);
        Assert.Equal(["Stamp things", "Follow things"], result.Steps);
        Assert.Equal(["mini_Twice"], result.CustomApis);
        Assert.Equal(["Mini Reader"], result.Roles);
        Assert.Empty(result.Ignored);
    }

    [Fact]
    public void A_plug_in_out_of_the_zip_runs_with_its_configuration()
    {
        using var org = Imported();
        var id = org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first" });
        Assert.Equal("stamped by Mini", org.Read("mini_thing", id).GetAttributeValue<string>("mini_note"));
    }

    [Fact]
    public void An_asynchronous_step_out_of_the_zip_runs_after_the_commit_with_its_image()
    {
        using var org = Imported();
        var id = org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first" });
        Assert.Equal(0, org.Count("task"));
        Assert.Equal(1, org.Organization.RunAsyncJobs());
        var job = Assert.Single(org.Service.RetrieveMultiple(new QueryExpression("asyncoperation") { ColumnSet = new ColumnSet("regardingobjectid") }).Entities);
        Assert.Equal(("mini_thing", id), (job.GetAttributeValue<EntityReference>("regardingobjectid").LogicalName, job.GetAttributeValue<EntityReference>("regardingobjectid").Id));
        var task = Assert.Single(org.Service.RetrieveMultiple(new QueryExpression("task") { ColumnSet = new ColumnSet("subject") }).Entities);
        Assert.Equal("Follow first", task.GetAttributeValue<string>("subject"));
    }

    [Fact]
    public void A_custom_api_out_of_the_zip_answers()
    {
        using var org = Imported();
        var response = org.Service.Execute(new OrganizationRequest("mini_Twice") { ["Number"] = 21 });
        Assert.Equal(42, response.Results["Result"]);
    }

    [Fact]
    public void Labels_are_kept_in_every_language()
    {
        using var org = Imported();
        var response = (RetrieveAttributeResponse)org.Service.Execute(new RetrieveAttributeRequest { EntityLogicalName = "mini_thing", LogicalName = "mini_colour" });
        var colour = Assert.IsType<PicklistAttributeMetadata>(response.AttributeMetadata);
        Assert.Equal(["mini_Colour label", "mini_Colour libellé"], colour.DisplayName.LocalizedLabels.Select(l => l.Label));
        Assert.Equal(["Red", "Rouge"], colour.OptionSet.Options[0].Label.LocalizedLabels.Select(l => l.Label));
    }

    [Fact]
    public void A_standard_table_is_extended_and_keeps_its_own_columns()
    {
        using var org = Imported();
        var id = org.Lead("Durand", ("mini_rating", 5), ("companyname", "Durand SA"));
        var lead = org.Read("lead", id);
        Assert.Equal((5, "Durand SA"), (lead.GetAttributeValue<int>("mini_rating"), lead.GetAttributeValue<string>("companyname")));
        Assert.Contains("outside the valid range", TestOrganization.Fault(() => org.Lead("Durand", ("mini_rating", 6))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_imported_can_be_queried_as_rows()
    {
        using var org = Imported();
        foreach (var (table, count) in new[] { ("solution", 1), ("pluginassembly", 1), ("plugintype", 3), ("sdkmessageprocessingstep", 2), ("sdkmessageprocessingstepimage", 1), ("customapi", 1), ("role", 2) })
        {
            Assert.Equal((table, count), (table, org.Count(table)));
        }
    }

    [Fact]
    public void Components_without_use_here_are_named()
    {
        using var org = new TestOrganization();
        var result = org.Organization.ImportSolution(new MiniSolution
        {
            ExtraSections = """<WebResources><WebResource><Name>mini_/page.html</Name></WebResource></WebResources>""",
        }.With("<FormXml/>", """<FormXml><forms type="main"><systemform><formid>{1}</formid><LocalizedNames><LocalizedName description="Information" languagecode="1033"/></LocalizedNames></systemform></forms></FormXml>""").Zip());
        Assert.Equal(["Form 'Information' of mini_thing", "WebResources: WebResource 'mini_/page.html'"], result.Ignored);
    }

    [Fact]
    public void Importing_again_widens_tables_keeps_rows_and_replaces_plug_ins()
    {
        using var org = Imported();
        var id = org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first" });
        org.Organization.ImportSolution(new MiniSolution { Version = "1.1.0.0", ExtraColumns = MiniSolution.Column("mini_More", "int", string.Empty) }
            .With("<Configuration>Mini</Configuration>", "<Configuration>More</Configuration>")
            .With("<MaxLength>20</MaxLength>", "<MaxLength>40</MaxLength>").Zip());
        org.Service.Update(new Entity("mini_thing", id) { ["mini_more"] = 7, ["mini_name"] = new string('x', 40) });
        Assert.Equal(7, org.Read("mini_thing", id).GetAttributeValue<int>("mini_more"));
        var second = org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "second" });
        Assert.Equal("stamped by More", org.Read("mini_thing", second).GetAttributeValue<string>("mini_note"));
        Assert.Equal((1, 2), (org.Count("solution"), org.Count("sdkmessageprocessingstep")));
    }

    [Theory]
    [InlineData("<Type>int</Type>", "<Type>whole</Type>", "'whole', which is unknown")]
    [InlineData("<OptionSetName>mini_colour</OptionSetName>", "<OptionSetName>mini_tint</OptionSetName>", "global choice 'mini_tint'")]
    [InlineData("<ReferencedEntityName>Lead</ReferencedEntityName>", "<ReferencedEntityName>Leed</ReferencedEntityName>", "points to the table 'leed'")]
    [InlineData("<ReferencingAttributeName>mini_LeadId</ReferencingAttributeName>", "<ReferencingAttributeName>mini_Lead</ReferencingAttributeName>", "uses the lookup 'mini_lead'")]
    [InlineData("<AttributeName>mini_code</AttributeName>", "<AttributeName>mini_cod</AttributeName>", "names the column 'mini_cod'")]
    [InlineData("<Type>primarykey</Type>", "<Type>uniqueidentifier</Type>", "no column of type primarykey")]
    [InlineData("<Stage>20</Stage>", "<Stage>30</Stage>", "runs in stage 30")]
    [InlineData("<Stage>40</Stage>", "<Stage>20</Stage>", "asynchronous in stage 20")]
    [InlineData("<ImageType>1</ImageType>", "<ImageType>0</ImageType>", "before a Create")]
    [InlineData("<Attributes>mini_name</Attributes>", "<Attributes>mini_nam</Attributes>", "names the column 'mini_nam'")]
    [InlineData("<PrimaryEntity>mini_thing</PrimaryEntity>", "<PrimaryEntity>mini_thin</PrimaryEntity>", "the table 'mini_thin'")]
    [InlineData("<SdkMessageId>9ebdbb1b-ea3e-db11-86a7-000a3a5473e8</SdkMessageId>", "<SdkMessageId>00000000-ea3e-db11-86a7-000a3a5473e8</SdkMessageId>", "which is unknown here")]
    [InlineData("<SdkMessageId>9ebdbb1b-ea3e-db11-86a7-000a3a5473e8</SdkMessageId>", "<SdkMessageName>mini_Thrice</SdkMessageName>", "'mini_Thrice', which is neither")]
    [InlineData("<PluginTypeId>33333333-0000-0000-0000-000000000002</PluginTypeId>", "<PluginTypeId>33333333-0000-0000-0000-00000000000f</PluginTypeId>", "no assembly of the solution registers")]
    [InlineData("<isfunction>0</isfunction>", "<isfunction>1</isfunction><workflowsdkstepenabled>1</workflowsdkstepenabled>", "enabled for workflows")]
    [InlineData("<allowedcustomprocessingsteptype>2<", "<allowedcustomprocessingsteptype>3<", "allows steps of the type 3")]
    [InlineData("<SdkMessageId>9ebdbb1b-ea3e-db11-86a7-000a3a5473e8</SdkMessageId>", "<SdkMessageName>Retrieve</SdkMessageName>", "which Retrieve does not have")]
    [InlineData("<PrimaryEntity>mini_thing</PrimaryEntity><Configuration>", "<PrimaryEntity>queue</PrimaryEntity><SdkMessageName>CreateMultiple</SdkMessageName><Configuration>", "which that table does not answer")]
    [InlineData("<SdkMessageId>9ebdbb1b-ea3e-db11-86a7-000a3a5473e8</SdkMessageId>", "<SdkMessageName>Upsert</SdkMessageName>", "sets off no steps of its own")]
    [InlineData("<SdkMessageId>9ebdbb1b-ea3e-db11-86a7-000a3a5473e8</SdkMessageId>", "<SdkMessageName>Associate</SdkMessageName>", "leave <PrimaryEntity> out")]
    [InlineData("PhysicalName=\"mini_Rating\"><Type>int</Type><Name>mini_rating</Name><LogicalName>mini_rating", "PhysicalName=\"Subject\"><Type>int</Type><Name>subject</Name><LogicalName>subject", "A column keeps its type")]
    [InlineData("Import.Twice\"", "Import.Thrice\"", "has no type 'Smarketing.Tests.LocalDataverse.Import.Thrice'")]
    [InlineData("Import.Twice\"", "Import.NotAPlugin\"", "does not implement Microsoft.Xrm.Sdk.IPlugin")]
    [InlineData("PluginAssembly FullName=\"LocalDataverse.Tests", "PluginAssembly FullName=\"Other", "but customizations.xml calls it 'Other")]
    [InlineData("<plugintypeexportkey>33333333-0000-0000-0000-000000000003", "<plugintypeexportkey>33333333-0000-0000-0000-00000000000e", "The custom API 'mini_Twice' runs")]
    [InlineData("<type>7</type>", "<type>13</type>", "is of type 13")]
    [InlineData("<Managed>1</Managed>", "<Managed>2</Managed>", "<Managed> is '2'")]
    [InlineData("type=\"1\" schemaName=\"mini_thing\"", "type=\"26\"", "The table 'mini_Thing' is in the zip but not in <RootComponents>")]
    [InlineData("type=\"9\" schemaName=\"mini_colour\"", "type=\"26\"", "The global choice 'mini_colour' is in the zip but not")]
    [InlineData("type=\"92\" id=\"55555555-0000-0000-0000-000000000002\"", "type=\"92\" id=\"55555555-0000-0000-0000-00000000000a\"", "The step '55555555-0000-0000-0000-000000000002' is in the zip but not")]
    [InlineData("<RootComponents>", "<RootComponents><RootComponent type='20' id='44444444-0000-0000-0000-00000000000f'/>", "lists the role '44444444-0000-0000-0000-00000000000f'")]
    [InlineData("PrimaryName|", "", "has no primary name")]
    [InlineData("</ImportExportXml>", "", "no well-formed XML")]
    [InlineData("<SolutionPluginAssemblies><PluginAssembly FullName=\"", "<SolutionPluginAssemblies><PluginAssembly FullName=\"=,=", "but customizations.xml calls it")]
    [InlineData("PluginTypeId=\"33333333-0000-0000-0000-000000000002\"", "PluginTypeId=\"33333333-0000-0000-0000-000000000001\"", "Two plug-in types have the id 33333333-0000-0000-0000-000000000001")]
    [InlineData("55555555-0000-0000-0000-000000000002", "55555555-0000-0000-0000-000000000001", "Two steps have the id 55555555-0000-0000-0000-000000000001")]
    [InlineData("</Roles>", "<Role id=\"44444444-0000-0000-0000-000000000001\" name=\"Twin\"/></Roles>", "Two roles have the id 44444444-0000-0000-0000-000000000001")]
    [InlineData("</optionsets>", "<optionset Name=\"mini_colour\"/></optionsets>", "The global choice 'mini_colour' is written twice")]
    [InlineData("<Version>1.0.0.0</Version>", "<Version>one</Version>", "A version is two to four numbers")]
    [InlineData("<ImportExportXml", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><ImportExportXml", "DTD")]
    public void A_broken_zip_is_refused_with_what_is_wrong_and_nothing_changes(string old, string changed, string message)
    {
        using var org = new TestOrganization();
        var refusal = Assert.Throws<SolutionImportException>(() => org.Organization.ImportSolution(new MiniSolution().With(old, changed).Zip()));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        AssertUntouched(org);
    }

    [Theory]
    [InlineData("solution.xml", "no 'solution.xml'")]
    [InlineData("customizations.xml", "no 'customizations.xml'")]
    [InlineData("[Content_Types].xml", "no '[Content_Types].xml'")]
    [InlineData("PluginAssemblies/Tests-11111111/Tests.dll", "which the zip does not hold")]
    public void A_zip_without_a_needed_file_is_refused(string file, string message)
    {
        using var org = new TestOrganization();
        var refusal = Assert.Throws<SolutionImportException>(() => org.Organization.ImportSolution(new MiniSolution().Without(file).Zip()));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        AssertUntouched(org);
    }

    [Fact]
    public void What_is_no_zip_is_refused()
    {
        using var org = new TestOrganization();
        Assert.Throws<SolutionImportException>(() => org.Organization.ImportSolution(new MemoryStream([1, 2, 3])));
    }

    [Fact]
    public void A_dll_that_is_none_is_refused()
    {
        using var org = new TestOrganization();
        var refusal = Assert.Throws<SolutionImportException>(() => org.Organization.ImportSolution(new MiniSolution { Dll = [1, 2, 3] }.Zip()));
        Assert.Contains("is no .NET assembly", refusal.Message, StringComparison.Ordinal);
        AssertUntouched(org);
    }

    [Fact]
    public void An_import_that_the_rows_contradict_changes_nothing()
    {
        using var org = Imported();
        foreach (var code in new[] { "a", "b" })
        {
            org.Service.Create(new Entity("mini_thing") { ["mini_code"] = code, ["mini_name"] = "same" });
        }

        // A key that the rows there are do not satisfy.
        var zip = new MiniSolution { Version = "2.0.0.0" }
            .With("<EntityKeys>", "<EntityKeys><EntityKey><Name>mini_Names</Name><LogicalName>mini_names</LogicalName><EntityKeyAttributes><AttributeName>mini_name</AttributeName></EntityKeyAttributes></EntityKey>").Zip();
        Assert.Throws<SolutionImportException>(() => org.Organization.ImportSolution(zip));
        var solution = Assert.Single(org.Service.RetrieveMultiple(new QueryExpression("solution") { ColumnSet = new ColumnSet("version") }).Entities);
        Assert.Equal("1.0.0.0", solution.GetAttributeValue<string>("version"));
        org.Service.Create(new Entity("mini_thing") { ["mini_code"] = "c", ["mini_name"] = "same" });
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void A_synchronous_step_on_a_custom_api_needs_its_permission(int allowed, bool accepted)
    {
        using var org = new TestOrganization();
        var zip = new MiniSolution()
            .With("<allowedcustomprocessingsteptype>2<", $"<allowedcustomprocessingsteptype>{allowed}<")
            .With("<SdkMessageId>9ebdbb1b-ea3e-db11-86a7-000a3a5473e8</SdkMessageId><PluginTypeName>", "<SdkMessageName>mini_Twice</SdkMessageName><PluginTypeName>")
            .With("<PrimaryEntity>mini_thing</PrimaryEntity><Configuration>", "<Configuration>").Zip();
        var refusal = Record.Exception(() => org.Organization.ImportSolution(zip));
        Assert.Equal(accepted, refusal is null);
        if (!accepted)
        {
            Assert.Contains("allowedcustomprocessingsteptype", refusal!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Organisations_with_the_same_assembly_share_it_and_each_has_instances_of_its_own()
    {
        using var one = Imported();
        using var other = Imported();
        var (first, second) = (Instances(one), Instances(other));
        Assert.NotEmpty(first);
        Assert.Equal(first.Select(i => i.GetType()), second.Select(i => i.GetType()));
        Assert.Empty(first.Intersect(second, ReferenceEqualityComparer.Instance));
    }

    private static object[] Instances(TestOrganization org) => [.. org.Organization.Platform.Steps.All.OrderBy(s => s.Id).Select(s => (object)s.Instance)];

    private static TestOrganization Imported()
    {
        var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution().Zip());
        return org;
    }

    private static void AssertUntouched(TestOrganization org)
    {
        Assert.Contains("was not found", TestOrganization.Fault(() => org.Service.Create(new Entity("mini_thing"))).Message, StringComparison.Ordinal);
        Assert.Contains("doesn't contain attribute", TestOrganization.Fault(() => org.Lead("Durand", ("mini_rating", 3))).Message, StringComparison.Ordinal);
        Assert.Empty(org.Organization.Platform.Steps.All);
        Assert.False(org.Organization.Platform.Messages.Contains("mini_Twice"));
    }
}
