using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Values;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Values;

public class ComputedColumnTests
{
    [Theory]
    [InlineData(0, "Durand, Anne")]
    [InlineData(1, "Anne Durand")]
    [InlineData(2, "Durand, Anne M")]
    [InlineData(3, "Anne M Durand")]
    [InlineData(4, "Durand, Anne Marie")]
    [InlineData(5, "Anne Marie Durand")]
    [InlineData(6, "Durand Anne")]
    [InlineData(7, "DurandAnne")]
    public void A_full_name_follows_the_convention_of_the_organisation(int convention, string expected)
    {
        using var org = new TestOrganization();
        org.Service.Update(new Entity("organization", org.Organization.OrganizationId) { ["fullnameconventioncode"] = new OptionSetValue(convention) });
        foreach (var table in new[] { "lead", "contact" })
        {
            var row = org.Read(table, org.Service.Create(new Entity(table) { ["firstname"] = "Anne", ["middlename"] = "Marie", ["lastname"] = "Durand" }));
            Assert.Equal((expected, expected), (row["fullname"], row["yomifullname"]));
        }
    }

    [Theory]
    [InlineData(0, "", "", "Durand", "Durand")]
    [InlineData(0, "Anne", "", "", "Anne")]
    [InlineData(2, "", "Marie", "Durand", "Durand, M")]
    [InlineData(5, "Anne", "", "Durand", "Anne Durand")]
    [InlineData(1, "", "", "", "")]
    public void Parts_that_are_missing_leave_no_comma_and_no_space(int convention, string first, string middle, string last, string expected) =>
        Assert.Equal(expected, FullNames.Compose(convention, first, middle, last));

    [Fact]
    public void A_reading_takes_the_place_of_the_name_it_is_for()
    {
        using var org = new TestOrganization();
        var id = org.Lead("Durand", ("firstname", "Anne"), ("yomilastname", "Duran"));
        Assert.Equal("Anne Duran", org.Read("lead", id)["yomifullname"]);
        org.Service.Update(new Entity("lead", id) { ["yomilastname"] = null });
        Assert.Equal("Anne Durand", org.Read("lead", id)["yomifullname"]);
    }

    [Fact]
    public void An_address_is_one_text_that_follows_each_of_its_parts()
    {
        using var org = new TestOrganization();
        var id = org.Service.Create(new Entity("account")
        {
            ["name"] = "Durand SA", ["address1_line1"] = "1 rue de la Paix", ["address1_city"] = "Paris", ["address1_postalcode"] = "75002", ["address1_country"] = "France",
        });
        Assert.Equal("1 rue de la Paix\r\nParis, 75002\r\nFrance", org.Read("account", id)["address1_composite"]);
        org.Service.Update(new Entity("account", id) { ["address1_city"] = "Lyon", ["address1_stateorprovince"] = "Rhône", ["address1_postalcode"] = null });
        Assert.Equal("1 rue de la Paix\r\nLyon, Rhône\r\nFrance", org.Read("account", id)["address1_composite"]);
        Assert.False(org.Read("account", id).Contains("address2_composite"));
        org.Service.Update(new Entity("account", id) { ["address1_line1"] = null, ["address1_city"] = null, ["address1_stateorprovince"] = null, ["address1_country"] = null });
        Assert.False(org.Read("account", id).Contains("address1_composite"));
    }

    [Fact]
    public void A_picture_brings_its_id_its_moment_and_its_address_and_takes_them_along()
    {
        using var org = new TestOrganization();
        var id = org.Service.Create(new Entity("contact") { ["lastname"] = "Durand", ["entityimage"] = new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 1 } });
        var contact = org.Read("contact", id);
        Assert.Equal(TestOrganization.Start.Ticks, contact["entityimage_timestamp"]);
        Assert.NotEqual(Guid.Empty, contact["entityimageid"]);
        Assert.Contains($"Entity=contact&Attribute=entityimage&Id={id:D}", (string)contact["entityimage_url"], StringComparison.Ordinal);
        org.Service.Update(new Entity("contact", id) { ["entityimage"] = null });
        Assert.False(org.Read("contact", id).Contains("entityimageid"));
        Assert.Contains("no PNG", TestOrganization.Fault(() => org.Service.Update(new Entity("contact", id) { ["entityimage"] = new byte[] { 1, 2, 3 } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_really_asked_stands_beside_the_user_a_row_is_made_and_changed_for()
    {
        using var org = new TestOrganization();
        var (admin, system) = (org.Organization.AdministratorId, org.Organization.Platform.System.SystemUserId);
        Guid made = Guid.Empty;
        org.On("Create", "task", Smarketing.LocalDataverse.Pipeline.Stage.PostOperation, run => made = run.Factory.CreateOrganizationService(null).Create(new Entity("lead") { ["lastname"] = "Durand" }));
        org.Service.Create(new Entity("task") { ["subject"] = "x" });
        var lead = org.Read("lead", made);
        Assert.Equal((system, admin, admin), (Id(lead, "createdby"), Id(lead, "createdonbehalfby"), Id(lead, "modifiedonbehalfby")));

        org.Service.Update(new Entity("lead", made) { ["subject"] = "own hand" });
        lead = org.Read("lead", made);
        Assert.Equal((admin, admin), (Id(lead, "modifiedby"), Id(lead, "createdonbehalfby")));
        Assert.False(lead.Contains("modifiedonbehalfby"));
    }

    [Fact]
    public void Rows_go_with_their_owner_to_another_business_unit()
    {
        using var org = new TestOrganization();
        var unit = org.Service.Create(new Entity("businessunit") { ["name"] = "South", ["parentbusinessunitid"] = new EntityReference("businessunit", org.Organization.Platform.System.BusinessUnitId) });
        var seller = org.Organization.CreateUser("petit", org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead"));
        var (own, other) = (org.Lead("Durand", ("ownerid", new EntityReference("systemuser", seller))), org.Lead());
        org.Service.Update(new Entity("systemuser", seller) { ["businessunitid"] = new EntityReference("businessunit", unit) });
        Assert.Equal((unit, org.Organization.Platform.System.BusinessUnitId), (Id(org.Read("lead", own), "owningbusinessunit"), Id(org.Read("lead", other), "owningbusinessunit")));
    }

    private static Guid Id(Entity row, string column) => row.GetAttributeValue<EntityReference>(column)?.Id ?? Guid.Empty;
}
