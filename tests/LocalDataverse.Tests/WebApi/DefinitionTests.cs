using System;
using System.Linq;
using System.Text.Json.Nodes;
using Smarketing.Tests.LocalDataverse.Import;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.WebApi;

public sealed class DefinitionTests : IDisposable
{
    private const string Lead = "EntityDefinitions(LogicalName='lead')";
    private readonly WebApiHarness api = new();

    public DefinitionTests() => api.Local.Organization.ImportSolution(new MiniSolution().Zip());

    public void Dispose() => api.Dispose();

    [Fact]
    public void Selected_properties_come_with_the_id_and_a_context()
    {
        var lead = api.Get(Lead + "?$select=DisplayName,EntitySetName");

        Assert.Equal(["@odata.context", "DisplayName", "EntitySetName", "MetadataId"], lead.Json.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal(WebApiHarness.Root + "$metadata#EntityDefinitions(LogicalName='lead')(DisplayName,EntitySetName)/$entity", (string)lead["@odata.context"]!);
        Assert.Equal("Lead", (string)lead["DisplayName"]!["UserLocalizedLabel"]!["Label"]!);
    }

    [Fact]
    public void A_table_is_found_by_its_id()
    {
        var id = (string)api.Get(Lead)["MetadataId"]!;

        Assert.Equal("lead", (string)api.Get($"EntityDefinitions({id})")["LogicalName"]!);
        Assert.Equal("lead", (string)api.Get($"EntityDefinitions(MetadataId={id})")["LogicalName"]!);
    }

    [Fact]
    public void A_table_nobody_has_is_not_found() => Assert.Equal(404, api.Get("EntityDefinitions(LogicalName='leed')").Status);

    [Theory]
    [InlineData("LogicalName eq 'lead'", "lead")]
    [InlineData("OwnershipType eq Microsoft.Dynamics.CRM.OwnershipTypes'BusinessOwned' and LogicalName eq 'systemuser'", "systemuser")]
    [InlineData("IsCustomEntity eq true", "mini_thing")]
    [InlineData("IsValidForQueue/Value eq true and IsActivity eq true and LogicalName ne 'appointment' and not (ObjectTypeCode ne 4210)", "phonecall")]
    [InlineData("LogicalName in ('lead')", "lead")]
    [InlineData("ObjectTypeCode gt 3 and ObjectTypeCode lt 5", "lead")]
    public void Tables_are_filtered(string filter, string expected)
    {
        var found = api.Get("EntityDefinitions?$select=LogicalName&$filter=" + Uri.EscapeDataString(filter)).Rows;

        Assert.Equal([expected], found.Select(t => (string)t!["LogicalName"]!));
    }

    [Theory]
    [InlineData("startswith(LogicalName,'mini_')", 501, "isn't supported for Metadata Entities")]
    [InlineData("OwnershipType eq 'UserOwned'", 400, "Microsoft.Dynamics.CRM.OwnershipTypes")]
    [InlineData("OwnershipType eq Microsoft.Dynamics.CRM.OwnershipTypes'Nobody'", 400, "UserOwned")]
    [InlineData("DisplayName eq 'Lead'", 400, "DisplayName")]
    [InlineData("IsValidForQueue eq true", 400, "IsValidForQueue/Value")]
    [InlineData("logicalname eq 'lead'", 400, "did you mean 'LogicalName'")]
    [InlineData("LogicalName eq 4", 400, "String")]
    public void Filters_nobody_can_decide_are_refused(string filter, int status, string reason)
    {
        var answer = api.Get("EntityDefinitions?$filter=" + Uri.EscapeDataString(filter));

        Assert.Equal(status, answer.Status);
        Assert.Contains(reason, answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_table_leads_to_is_expanded_with_options_of_its_own()
    {
        var lead = api.Get(Lead + "?$select=LogicalName&$expand=Attributes($select=LogicalName;$filter=AttributeType eq Microsoft.Dynamics.CRM.AttributeTypeCode'Owner'),Keys,ManyToOneRelationships($select=SchemaName,ReferencingEntityNavigationPropertyName)");

        Assert.Equal(["ownerid"], lead["Attributes"]!.AsArray().Select(a => (string)a!["LogicalName"]!));
        Assert.Empty(lead["Keys"]!.AsArray());
        Assert.Contains(lead["ManyToOneRelationships"]!.AsArray(), r => (string)r!["ReferencingEntityNavigationPropertyName"]! == "customerid_account");
    }

    [Fact]
    public void Expanding_a_collection_of_tables_reads_what_the_filter_left()
    {
        var tables = api.Get("EntityDefinitions?$select=LogicalName&$filter=LogicalName eq 'mini_thing'&$expand=Keys($select=KeyAttributes),OneToManyRelationships").Rows;

        Assert.Equal("mini_code", (string)tables.Single()!["Keys"]![0]!["KeyAttributes"]![0]!);
    }

    [Fact]
    public void A_column_is_cast_to_reach_its_options()
    {
        var column = api.Get(Lead + "/Attributes(LogicalName='leadqualitycode')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options),GlobalOptionSet");

        Assert.Contains(column["OptionSet"]!["Options"]!.AsArray(), o => (int)o!["Value"]! == 1 && (string)o["Label"]!["UserLocalizedLabel"]!["Label"]! == "Hot");
        Assert.Null(column["GlobalOptionSet"]);
    }

    [Fact]
    public void A_column_with_a_global_choice_leads_to_it()
    {
        var column = api.Get("EntityDefinitions(LogicalName='mini_thing')/Attributes(LogicalName='mini_colour')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$expand=GlobalOptionSet($select=Name)");

        Assert.Equal("mini_colour", (string)column["GlobalOptionSet"]!["Name"]!);
    }

    [Fact]
    public void A_cast_leaves_of_a_collection_what_is_of_the_type()
    {
        var money = api.Get(Lead + "/Attributes/Microsoft.Dynamics.CRM.MoneyAttributeMetadata?$select=LogicalName,Precision").Rows;

        Assert.Equal(["budgetamount", "budgetamount_base", "estimatedamount", "estimatedamount_base", "revenue", "revenue_base"], money.Select(m => (string)m!["LogicalName"]!).Order(StringComparer.Ordinal));
        Assert.All(money, m => Assert.Equal(JsonValueKindOfNumber, m!["Precision"]!.GetValueKind()));
    }

    [Theory]
    [InlineData("/Attributes?$select=Precision", 400, "cast to it")]
    [InlineData("/Attributes(LogicalName='subject')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata", 404, "StringAttributeMetadata")]
    [InlineData("/Attributes/Microsoft.Dynamics.CRM.EntityMetadata", 400, "not a derived type")]
    [InlineData("/Attributes/Microsoft.Dynamics.CRM.EnumAttributeMetadata", 400, "abstract")]
    [InlineData("/Attributes(LogicalName='nothing')", 404, "nothing")]
    [InlineData("/Attributes(SchemaNam='nothing')", 400, "LogicalName='…'")]
    [InlineData("/Atributes", 400, "Atributes")]
    [InlineData("?$top=1", 400, "$top")]
    [InlineData("?$expand=LogicalName", 400, "$select")]
    [InlineData("?$select=Attributes", 400, "$expand")]
    [InlineData("?$expand=Keys($top=1)", 400, "$top")]
    public void What_leads_nowhere_is_refused_with_the_remedy(string rest, int status, string reason)
    {
        var answer = api.Get(Lead + rest);

        Assert.Equal(status, answer.Status);
        Assert.Contains(reason, answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Properties_and_navigation_properties_can_be_addressed()
    {
        Assert.Equal("leads", (string)api.Get(Lead + "/EntitySetName")["value"]!);
        Assert.Equal("boolean", api.Get(Lead + "/Attributes(LogicalName='donotemail')/Microsoft.Dynamics.CRM.BooleanAttributeMetadata/OptionSet")["TrueOption"] is JsonObject ? "boolean" : "other");
        Assert.Contains(api.Get(Lead + "/OneToManyRelationships?$select=SchemaName").Rows, r => (string)r!["SchemaName"]! == "Lead_Phonecalls");
        Assert.Equal("mini_key", (string)api.Get("EntityDefinitions(LogicalName='mini_thing')/Keys(LogicalName='mini_key')")["LogicalName"]!);
    }

    [Fact]
    public void Relationships_are_found_by_name_and_by_their_type()
    {
        var one = api.Get("RelationshipDefinitions(SchemaName='mini_lead_things')/Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata?$select=ReferencingEntityNavigationPropertyName,CascadeConfiguration");
        var many = api.Get("RelationshipDefinitions/Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata?$select=SchemaName&$filter=Entity1LogicalName eq 'contact'").Rows;

        Assert.Equal(("mini_LeadId", "Cascade"), ((string)one["ReferencingEntityNavigationPropertyName"]!, (string)one["CascadeConfiguration"]!["Delete"]!));
        Assert.Contains(many, r => (string)r!["SchemaName"]! == "contactleads_association");
        Assert.Contains(api.Get("RelationshipDefinitions").Rows, r => (string)r!["@odata.type"]! == "#Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata");
    }

    [Fact]
    public void Global_choices_are_found_by_name_and_by_id()
    {
        var byName = api.Get("GlobalOptionSetDefinitions(Name='mini_colour')");
        var byId = api.Get($"GlobalOptionSetDefinitions({(string)byName["MetadataId"]!})/Microsoft.Dynamics.CRM.OptionSetMetadata?$select=Options");

        Assert.Equal(["Red", "Rouge"], byName["Options"]![0]!["Label"]!["LocalizedLabels"]!.AsArray().Select(l => (string)l!["Label"]!));
        Assert.Equal(2, byId["Options"]!.AsArray().Count);
        Assert.Contains(api.Get("GlobalOptionSetDefinitions").Rows, c => (string)c!["Name"]! == "mini_colour");
        Assert.Equal(400, api.Get("GlobalOptionSetDefinitions?$filter=Name eq 'mini_colour'").Status);
    }

    [Theory]
    [InlineData("POST", "EntityDefinitions")]
    [InlineData("PUT", "EntityDefinitions(LogicalName='lead')")]
    [InlineData("POST", "EntityDefinitions(LogicalName='lead')/Attributes")]
    [InlineData("POST", "RelationshipDefinitions")]
    [InlineData("DELETE", "RelationshipDefinitions(SchemaName='mini_lead_things')")]
    [InlineData("POST", "GlobalOptionSetDefinitions")]
    [InlineData("DELETE", "GlobalOptionSetDefinitions(Name='mini_colour')")]
    [InlineData("GET", "ManagedPropertyDefinitions")]
    public void The_schema_is_changed_by_solutions_only(string method, string path)
    {
        var answer = api.Ask(method, path, method == "GET" ? null : "{}");

        Assert.Equal((501, "0x80040315"), (answer.Status, answer.ErrorCode));
    }

    [Fact]
    public void Without_control_information_there_is_none()
    {
        var lead = api.Get(Lead + "/Attributes(LogicalName='subject')", ("Accept", "application/json;odata.metadata=none"));

        Assert.DoesNotContain(lead.Json.AsObject(), p => p.Key.Contains('@', StringComparison.Ordinal));
    }

    [Fact]
    public void Changes_are_read_over_the_web_api_with_a_stamp_for_the_next_time()
    {
        const string Query = """{"Criteria":{"FilterOperator":"And","Conditions":[{"PropertyName":"LogicalName","ConditionOperator":"Equals","Value":{"Type":"System.String","Value":"lead"}}]},"Properties":{"AllProperties":false,"PropertyNames":["Attributes"]},"AttributeQuery":{"Properties":{"PropertyNames":["DisplayName"]},"Criteria":{"Conditions":[{"PropertyName":"AttributeType","ConditionOperator":"In","Value":{"Type":"Microsoft.Xrm.Sdk.Metadata.AttributeTypeCode[]","Value":"[\"Owner\",\"State\"]"}}]}}}""";
        var first = api.Get("RetrieveMetadataChanges(Query=@q)?@q=" + Uri.EscapeDataString(Query));
        var stamp = (string)first["ServerVersionStamp"]!;
        var second = api.Get($"RetrieveMetadataChanges(Query=@q,ClientVersionStamp=@s,DeletedMetadataFilters=Microsoft.Dynamics.CRM.DeletedMetadataFilters'All')?@q={Uri.EscapeDataString(Query)}&@s='{Uri.EscapeDataString(stamp)}'");

        Assert.Equal(["ownerid", "statecode"], first["EntityMetadata"]![0]!["Attributes"]!.AsArray().Select(a => (string)a!["LogicalName"]!).Order(StringComparer.Ordinal));
        Assert.Empty(second["EntityMetadata"]!.AsArray());
        Assert.Equal(5, (int)second["DeletedMetadata"]!["Count"]!);
        Assert.Equal(stamp, (string)api.Get("RetrieveTimestamp()")["Timestamp"]!);
    }

    private const System.Text.Json.JsonValueKind JsonValueKindOfNumber = System.Text.Json.JsonValueKind.Number;
}
