using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Formatting;

/// <summary>Retrieve and RetrieveMultiple give callers what people read, beside the values and under the same names.</summary>
public sealed class FormattedResultTests
{
    [Fact]
    public void A_row_read_by_id_has_its_values_formatted_and_its_lookups_named()
    {
        using var org = new TestOrganization();
        var account = org.Service.Create(new Entity("account") { ["name"] = "Acme" });
        var contact = org.Service.Create(new Entity("contact") { ["lastname"] = "Durand", ["parentcustomerid"] = new EntityReference("account", account), ["donotemail"] = true });
        var row = org.Read("contact", contact);
        Assert.Equal("Acme", row.GetAttributeValue<EntityReference>("parentcustomerid").Name);
        Assert.Equal("Acme", row.FormattedValues["parentcustomerid"]);
        Assert.Equal("System Administrator", row.GetAttributeValue<EntityReference>("ownerid").Name);
        Assert.Equal("Do Not Allow", row.FormattedValues["donotemail"]);
        Assert.Equal("Active", row.FormattedValues["statecode"]);

        // 9:30 UTC in Paris.
        Assert.Equal("3/2/2026 10:30 AM", row.FormattedValues["createdon"]);
        Assert.False(row.FormattedValues.Contains("lastname"));
        Assert.False(row.FormattedValues.Contains("contactid"));
    }

    [Fact]
    public void Columns_of_links_are_formatted_under_their_aliases_and_amounts_in_the_currency_of_their_row()
    {
        using var org = new TestOrganization();
        var dollar = org.Service.Create(new Entity("transactioncurrency") { ["currencyname"] = "Dollar", ["isocurrencycode"] = "USD", ["currencysymbol"] = "$", ["currencyprecision"] = 2, ["exchangerate"] = 2m });
        var account = org.Service.Create(new Entity("account") { ["name"] = "Acme", ["creditlimit"] = new Money(1000m), ["transactioncurrencyid"] = new EntityReference("transactioncurrency", dollar) });
        org.Service.Create(new Entity("contact") { ["lastname"] = "Durand", ["parentcustomerid"] = new EntityReference("account", account) });
        var query = new QueryExpression("contact") { ColumnSet = new ColumnSet("lastname") };
        var link = query.AddLink("account", "parentcustomerid", "accountid");
        link.EntityAlias = "a";
        link.Columns = new ColumnSet("creditlimit", "creditlimit_base", "ownerid");
        var row = org.Service.RetrieveMultiple(query).Entities.Single();
        Assert.Equal("$1,000.00", row.FormattedValues["a.creditlimit"]);
        Assert.Equal("€500.00", row.FormattedValues["a.creditlimit_base"]);
        Assert.Equal("System Administrator", row.FormattedValues["a.ownerid"]);
        Assert.Equal("System Administrator", ((EntityReference)row.GetAttributeValue<AliasedValue>("a.ownerid").Value).Name);
    }

    [Fact]
    public void Groups_and_figures_are_formatted_too()
    {
        using var org = new TestOrganization();
        for (var i = 0; i < 3; i++)
            org.Service.Create(new Entity("account") { ["name"] = "A" + i, ["creditlimit"] = new Money(500.5m), ["numberofemployees"] = 1000 });
        var row = org.Service.RetrieveMultiple(new FetchExpression("""
            <fetch aggregate='true'>
              <entity name='account'>
                <attribute name='ownerid' groupby='true' alias='owner' />
                <attribute name='statecode' groupby='true' alias='state' />
                <attribute name='createdon' groupby='true' dategrouping='year' alias='year' />
                <attribute name='creditlimit' aggregate='sum' alias='credit' />
                <attribute name='numberofemployees' aggregate='sum' alias='people' />
                <attribute name='accountid' aggregate='count' alias='rows' />
              </entity>
            </fetch>
            """)).Entities.Single();
        Assert.Equal(["System Administrator", "Active", "2,026", "€1,501.50", "3,000", "3"], new[] { "owner", "state", "year", "credit", "people", "rows" }.Select(a => row.FormattedValues[a]));
        Assert.Equal("System Administrator", ((EntityReference)row.GetAttributeValue<AliasedValue>("owner").Value).Name);
    }

    [Fact]
    public void A_name_that_changes_is_read_as_it_is_now_and_a_row_without_one_gives_none()
    {
        using var org = new TestOrganization();
        var account = org.Service.Create(new Entity("account") { ["name"] = "Acme" });
        var nameless = org.Service.Create(new Entity("account"));
        var contact = org.Service.Create(new Entity("contact") { ["lastname"] = "Durand", ["parentcustomerid"] = new EntityReference("account", account) });
        org.Service.Update(new Entity("account", account) { ["name"] = "Apex" });
        Assert.Equal("Apex", org.Read("contact", contact).GetAttributeValue<EntityReference>("parentcustomerid").Name);
        org.Service.Update(new Entity("contact", contact) { ["parentcustomerid"] = new EntityReference("account", nameless) });
        var row = org.Read("contact", contact);
        Assert.Null(row.GetAttributeValue<EntityReference>("parentcustomerid").Name);
        Assert.False(row.FormattedValues.Contains("parentcustomerid"));
    }

    [Fact]
    public void The_users_own_settings_decide()
    {
        using var org = new TestOrganization();
        var id = org.Service.Create(new Entity("account") { ["name"] = "Acme", ["creditlimit"] = new Money(1000m) });
        org.Organization.Platform.Store.Update(new Entity("usersettings", org.Organization.AdministratorId) { ["localeid"] = 1036, ["timezonecode"] = 92 });
        var row = org.Read("account", id);
        Assert.Equal(("02/03/2026 09:30", "1\u00A0000,00 €"), (row.FormattedValues["createdon"], row.FormattedValues["creditlimit"]));
    }

    [Fact]
    public void Equal_rows_stay_equal_with_their_names()
    {
        using var org = new TestOrganization();
        for (var i = 0; i < 3; i++)
            org.Service.Create(new Entity("account") { ["name"] = "Acme", ["creditlimit"] = new Money(1m) });
        var query = new QueryExpression("account") { ColumnSet = new ColumnSet("name", "ownerid", "creditlimit"), Distinct = true };
        var row = org.Service.RetrieveMultiple(query).Entities.Single();
        Assert.Equal(("System Administrator", "€1.00"), (row.FormattedValues["ownerid"], row.FormattedValues["creditlimit"]));
    }

    [Fact]
    public void What_the_platform_reads_for_itself_is_not_formatted()
    {
        using var org = new TestOrganization();
        var id = org.Service.Create(new Entity("account") { ["name"] = "Acme" });
        var row = org.Organization.Platform.Store.Find("account", id, new ColumnSet(true))!;
        Assert.Equal(0, row.FormattedValues.Count);
        Assert.Null(row.GetAttributeValue<EntityReference>("ownerid").Name);
    }
}
