using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Smarketing.LocalDataverse.Faults;
using Smarketing.Tests.LocalDataverse.Import;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Metadata;

public sealed class MetadataMessageTests : IDisposable
{
    private readonly TestOrganization org = new();

    public MetadataMessageTests() => org.Organization.ImportSolution(new MiniSolution().Zip());

    public void Dispose() => org.Dispose();

    [Fact]
    public void A_table_is_found_by_name_and_by_id()
    {
        var byName = Table("lead", EntityFilters.Entity);
        var byId = ((RetrieveEntityResponse)org.Service.Execute(new RetrieveEntityRequest { MetadataId = byName.MetadataId!.Value })).EntityMetadata;

        Assert.Equal("lead", byId.LogicalName);
        Assert.Equal(("leads", "leads", "Leads", "FilteredLead"), (byName.EntitySetName, byName.LogicalCollectionName, byName.CollectionSchemaName, byName.ReportViewName));
    }

    [Fact]
    public void A_request_that_names_nothing_says_what_it_takes()
    {
        var fault = TestOrganization.Fault(() => org.Service.Execute(new RetrieveEntityRequest()));

        Assert.Contains("LogicalName or a MetadataId", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_that_belongs_to_nothing_does_not_exist()
    {
        var fault = TestOrganization.Fault(() => org.Service.Execute(new RetrieveEntityRequest { MetadataId = new Guid("11111111-1111-1111-1111-111111111111") }));

        Assert.Equal(ErrorCodes.ObjectDoesNotExist, fault.ErrorCode);
    }

    [Theory]
    [InlineData(EntityFilters.Entity, false, false, false)]
    [InlineData(EntityFilters.Attributes, true, false, false)]
    [InlineData(EntityFilters.Privileges, false, true, false)]
    [InlineData(EntityFilters.Relationships, false, false, true)]
    [InlineData(EntityFilters.All, true, true, true)]
    public void Filters_say_what_comes_along(EntityFilters filters, bool attributes, bool privileges, bool relationships)
    {
        var lead = Table("lead", filters);

        Assert.Equal((attributes, privileges, relationships), (lead.Attributes is not null, lead.Privileges is not null, lead.ManyToOneRelationships is not null));
    }

    [Fact]
    public void A_table_says_what_its_rows_can_do()
    {
        var lead = Table("lead", EntityFilters.Entity);
        var party = Table("activityparty", EntityFilters.Entity);

        Assert.Equal((true, true, true, true), (lead.HasNotes!.Value, lead.HasActivities!.Value, lead.IsActivityParty!.Value, lead.IsStateModelAware!.Value));
        Assert.Equal((false, false, false, false), (party.HasNotes!.Value, party.HasActivities!.Value, party.IsActivityParty!.Value, party.IsStateModelAware!.Value));
    }

    [Fact]
    public void Tables_of_solutions_are_numbered_beyond_ten_thousand_each_its_own_number()
    {
        var all = ((RetrieveAllEntitiesResponse)org.Service.Execute(new RetrieveAllEntitiesRequest { EntityFilters = EntityFilters.Entity })).EntityMetadata;

        Assert.True(all.Single(t => t.LogicalName == "mini_thing").ObjectTypeCode >= 10000);
        Assert.Equal(all.Length, all.Select(t => t.ObjectTypeCode).Distinct().Count());
        Assert.Equal(all.Select(t => t.LogicalName).Order(StringComparer.Ordinal), all.Select(t => t.LogicalName));
    }

    [Fact]
    public void A_column_is_found_by_name_by_id_and_by_number()
    {
        var byName = Column(new RetrieveAttributeRequest { EntityLogicalName = "lead", LogicalName = "subject" });

        Assert.Equal("subject", Column(new RetrieveAttributeRequest { MetadataId = byName.MetadataId!.Value }).LogicalName);
        Assert.Equal("subject", Column(new RetrieveAttributeRequest { EntityLogicalName = "lead", MetadataId = byName.MetadataId!.Value }).LogicalName);
        Assert.Equal("subject", Column(new RetrieveAttributeRequest { EntityLogicalName = "lead", ColumnNumber = byName.ColumnNumber!.Value }).LogicalName);
    }

    [Fact]
    public void The_id_of_another_tables_column_is_no_column_of_this_one()
    {
        var id = Column(new RetrieveAttributeRequest { EntityLogicalName = "lead", LogicalName = "subject" }).MetadataId!.Value;

        TestOrganization.Fault(() => org.Service.Execute(new RetrieveAttributeRequest { EntityLogicalName = "contact", MetadataId = id }));
    }

    [Fact]
    public void A_text_says_its_format_both_ways_and_a_base_amount_what_it_is_the_base_of()
    {
        var email = (StringAttributeMetadata)Column(new RetrieveAttributeRequest { EntityLogicalName = "lead", LogicalName = "emailaddress1" });
        var amount = (MoneyAttributeMetadata)Column(new RetrieveAttributeRequest { EntityLogicalName = "lead", LogicalName = "revenue_base" });

        Assert.Equal((StringFormat.Email, "Email", email.MaxLength * 2), (email.Format!.Value, email.FormatName.Value, email.DatabaseLength));
        Assert.Equal(("revenue", true), (amount.CalculationOf, amount.IsBaseCurrency!.Value));
    }

    [Fact]
    public void A_key_is_found_by_name_and_by_id()
    {
        var byName = Key(new RetrieveEntityKeyRequest { EntityLogicalName = "mini_thing", LogicalName = "mini_key" });

        Assert.Equal((EntityKeyIndexStatus.Active, "mini_thing"), (byName.EntityKeyIndexStatus, byName.EntityLogicalName));
        Assert.Equal("mini_key", Key(new RetrieveEntityKeyRequest { MetadataId = byName.MetadataId!.Value }).LogicalName);
        TestOrganization.Fault(() => org.Service.Execute(new RetrieveEntityKeyRequest { EntityLogicalName = "mini_thing", LogicalName = "mini_none" }));
    }

    [Fact]
    public void A_relationship_is_found_by_name_and_by_id_with_the_names_of_its_sides()
    {
        var byName = (OneToManyRelationshipMetadata)Relationship(new RetrieveRelationshipRequest { Name = "Lead_Phonecalls" });
        var byId = Relationship(new RetrieveRelationshipRequest { MetadataId = byName.MetadataId!.Value });

        Assert.Equal("Lead_Phonecalls", byId.SchemaName);
        Assert.Equal(("regardingobjectid_lead_phonecall", "Lead_Phonecalls"), (byName.ReferencingEntityNavigationPropertyName, byName.ReferencedEntityNavigationPropertyName));
        Assert.Equal(CascadeType.Cascade, byName.CascadeConfiguration.Assign);
    }

    [Fact]
    public void A_many_to_many_relationship_names_both_its_tables()
    {
        var relationship = (ManyToManyRelationshipMetadata)Relationship(new RetrieveRelationshipRequest { Name = "contactleads_association" });

        Assert.Equal(("contact", "lead", "contactleads"), (relationship.Entity1LogicalName, relationship.Entity2LogicalName, relationship.IntersectEntityName));
        Assert.Equal(RelationshipType.ManyToManyRelationship, relationship.RelationshipType);
    }

    [Fact]
    public void A_global_choice_has_its_options_and_is_the_one_its_columns_name()
    {
        var choice = (OptionSetMetadata)((RetrieveOptionSetResponse)org.Service.Execute(new RetrieveOptionSetRequest { Name = "mini_colour" })).OptionSetMetadata;
        var byId = ((RetrieveOptionSetResponse)org.Service.Execute(new RetrieveOptionSetRequest { MetadataId = choice.MetadataId!.Value })).OptionSetMetadata;
        var all = ((RetrieveAllOptionSetsResponse)org.Service.Execute(new RetrieveAllOptionSetsRequest())).OptionSetMetadata;

        Assert.True(choice.IsGlobal);
        Assert.Contains(choice.Options, o => o is { Value: 700000001, Label.UserLocalizedLabel.Label: "Blue" });
        Assert.Equal("mini_colour", byId.Name);
        Assert.Contains(all, c => c.Name == "mini_colour");
        var column = Table("mini_thing", EntityFilters.Attributes).Attributes.OfType<EnumAttributeMetadata>().First(a => a.OptionSet.IsGlobal == true);
        Assert.Equal(choice.MetadataId, column.OptionSet.MetadataId);
    }

    [Fact]
    public void A_choice_of_one_column_goes_by_table_and_column()
    {
        var rating = (PicklistAttributeMetadata)Column(new RetrieveAttributeRequest { EntityLogicalName = "lead", LogicalName = "leadqualitycode" });

        Assert.Equal(("lead_leadqualitycode", false), (rating.OptionSet.Name, rating.OptionSet.IsGlobal!.Value));
    }

    [Fact]
    public void Tables_columns_keys_relationships_and_choices_have_ids_of_their_own()
    {
        var ids = new List<Guid>();
        foreach (var table in ((RetrieveAllEntitiesResponse)org.Service.Execute(new RetrieveAllEntitiesRequest { EntityFilters = EntityFilters.All })).EntityMetadata)
        {
            ids.Add(table.MetadataId!.Value);
            ids.AddRange(table.Attributes.Select(a => a.MetadataId!.Value));
            ids.AddRange(table.Keys.Select(k => k.MetadataId!.Value));
            ids.AddRange(table.ManyToOneRelationships.Select(r => r.MetadataId!.Value));
        }

        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    private EntityMetadata Table(string name, EntityFilters filters) =>
        ((RetrieveEntityResponse)org.Service.Execute(new RetrieveEntityRequest { LogicalName = name, EntityFilters = filters })).EntityMetadata;

    private AttributeMetadata Column(RetrieveAttributeRequest request) => ((RetrieveAttributeResponse)org.Service.Execute(request)).AttributeMetadata;

    private EntityKeyMetadata Key(RetrieveEntityKeyRequest request) => ((RetrieveEntityKeyResponse)org.Service.Execute(request)).EntityKeyMetadata;

    private RelationshipMetadataBase Relationship(RetrieveRelationshipRequest request) => ((RetrieveRelationshipResponse)org.Service.Execute(request)).RelationshipMetadata;
}
