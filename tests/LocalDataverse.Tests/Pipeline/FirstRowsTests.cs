using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Pipeline;

public class FirstRowsTests
{
    [Fact]
    public void A_new_organisation_has_its_own_row_a_root_business_unit_an_administrator_with_settings_and_the_euro()
    {
        using var org = new TestOrganization();
        Assert.Equal("smarketing", org.Read("organization", org.Organization.OrganizationId).GetAttributeValue<string>("name"));
        Assert.Equal("System Administrator", org.Read("systemuser", org.Organization.AdministratorId).GetAttributeValue<string>("fullname"));
        Assert.Equal(1033, org.Read("usersettings", org.Organization.AdministratorId).GetAttributeValue<int>("uilanguageid"));
        Assert.Equal(1, org.Count("businessunit"));
        var currency = Assert.Single(org.Service.RetrieveMultiple(new QueryExpression("transactioncurrency") { ColumnSet = new ColumnSet(true) }).Entities);
        Assert.Equal("EUR", currency.GetAttributeValue<string>("isocurrencycode"));
        Assert.Equal(1m, currency.GetAttributeValue<decimal>("exchangerate"));
    }

    [Fact]
    public void A_row_created_through_a_step_is_read_back()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PreOperation, run => run.Target["subject"] = "from the step");
        var id = org.Lead("Durand", ("firstname", "Anne"));
        var lead = org.Read("lead", id);
        Assert.Equal("from the step", lead.GetAttributeValue<string>("subject"));
        Assert.Equal("Anne Durand", lead.GetAttributeValue<string>("fullname"));
    }
}
