using System;
using System.Linq;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.StandardTables;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Metadata;

public sealed class NavigationNameTests
{
    private static readonly MetadataCatalog Catalog = StandardTables.NewCatalog();

    [Theory]
    [InlineData("lead", "parentcontactid", "contact", "parentcontactid")]
    [InlineData("lead", "customerid", "account", "customerid_account")]
    [InlineData("lead", "customerid", "contact", "customerid_contact")]
    [InlineData("contact", "parentcustomerid", "account", "parentcustomerid_account")]
    [InlineData("lead", "ownerid", "systemuser", "ownerid")]
    [InlineData("lead", "owninguser", "systemuser", "owninguser")]
    [InlineData("lead", "slaid", "sla", "sla_lead_sla")]
    [InlineData("lead", "slainvokedid", "sla", "slainvokedid_lead_sla")]
    [InlineData("phonecall", "regardingobjectid", "lead", "regardingobjectid_lead_phonecall")]
    [InlineData("phonecall", "regardingobjectid", "account", "regardingobjectid_account_phonecall")]
    [InlineData("phonecall", "ownerid", "team", "ownerid_phonecall")]
    [InlineData("phonecall", "owninguser", "systemuser", "owninguser_phonecall")]
    [InlineData("activitypointer", "regardingobjectid", "lead", "regardingobjectid_lead")]
    [InlineData("activitypointer", "ownerid", "systemuser", "ownerid")]
    [InlineData("email", "emailsender", "lead", "emailsender_lead")]
    [InlineData("opportunityclose", "opportunityid", "opportunity", "opportunityid")]
    [InlineData("annotation", "objectid", "lead", "objectid_lead")]
    [InlineData("activityparty", "partyid", "account", "partyid_account")]
    public void Documented_names_of_standard_lookups(string table, string column, string target, string name)
    {
        var definition = Catalog.Table(table);

        Assert.Equal(name, NavigationNames.Single(definition, definition.Column(column), target, Catalog));
    }

    [Theory]
    [InlineData("smk_thing", false, "smk_Agreement")]
    [InlineData("task", true, "smk_Agreement_task")]
    public void A_custom_lookup_goes_by_its_schema_name(string table, bool activity, string name)
    {
        var lookup = new ColumnDefinition { LogicalName = "smk_agreement", SchemaName = "smk_Agreement", Type = ColumnType.Lookup, IsCustom = true, Targets = ["smk_agreement"] };
        var definition = new TableDefinition { LogicalName = table, SchemaName = table, PrimaryId = "id", Columns = [lookup], IsActivity = activity };

        Assert.Equal(name, NavigationNames.Single(definition, lookup, "smk_agreement", Catalog));
    }

    [Fact]
    public void A_custom_customer_lookup_adds_the_target()
    {
        var lookup = new ColumnDefinition { LogicalName = "smk_buyer", SchemaName = "smk_Buyer", Type = ColumnType.Customer, IsCustom = true, Targets = ["account", "contact"] };
        var definition = new TableDefinition { LogicalName = "smk_thing", SchemaName = "smk_Thing", PrimaryId = "id", Columns = [lookup] };

        Assert.Equal(["smk_Buyer_account", "smk_Buyer_contact"], NavigationNames.SingleValued(definition, Catalog).Select(p => p.Name));
    }

    [Fact]
    public void The_two_sides_of_a_relationship_name_each_other()
    {
        var calls = NavigationNames.CollectionValued(Catalog.Table("lead"), Catalog).Single(p => p.Name == "Lead_Phonecalls");
        var lead = NavigationNames.SingleValued(Catalog.Table("phonecall"), Catalog).Single(p => p.Name == "regardingobjectid_lead_phonecall");

        Assert.Equal(("phonecall", "regardingobjectid", lead.Name), (calls.Target, calls.Column, calls.Partner));
        Assert.Equal(("lead", "regardingobjectid", calls.Name), (lead.Target, lead.Column, lead.Partner));
    }

    [Fact]
    public void Both_sides_of_a_many_to_many_relationship_go_by_its_name()
    {
        Assert.Contains(NavigationNames.CollectionValued(Catalog.Table("lead"), Catalog), p => p is { Name: "contactleads_association", Target: "contact" });
        Assert.Contains(NavigationNames.CollectionValued(Catalog.Table("contact"), Catalog), p => p is { Name: "contactleads_association", Target: "lead" });
    }

    [Fact]
    public void No_table_has_two_properties_of_one_name()
    {
        foreach (var table in Catalog.Tables)
        {
            var names = NavigationNames.SingleValued(table, Catalog).Select(p => p.Name).Concat(NavigationNames.CollectionValued(table, Catalog).Select(p => p.Name)).ToList();
            Assert.Equal(names.Distinct(StringComparer.Ordinal).Count(), names.Count);
        }
    }
}
