using System;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Import;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Pipeline;

public class PlatformValuesTests
{
    [Fact]
    public void A_new_row_gets_who_when_owner_state_and_a_version()
    {
        using var org = new TestOrganization();
        var lead = org.Read("lead", org.Lead());
        var admin = org.Organization.AdministratorId;
        Assert.Equal((TestOrganization.Start, TestOrganization.Start), (lead["createdon"], lead["modifiedon"]));
        foreach (var column in new[] { "createdby", "modifiedby", "ownerid", "owninguser" })
        {
            Assert.Equal(new EntityReference("systemuser", admin), lead[column]);
        }

        Assert.Equal(org.Organization.Platform.System.BusinessUnitId, lead.GetAttributeValue<EntityReference>("owningbusinessunit").Id);
        Assert.Equal((0, 1), (lead.GetAttributeValue<OptionSetValue>("statecode").Value, lead.GetAttributeValue<OptionSetValue>("statuscode").Value));
        Assert.True(lead.GetAttributeValue<long>("versionnumber") > 0);
    }

    [Fact]
    public void An_update_moves_modifiedon_and_the_version_only()
    {
        using var org = new TestOrganization();
        var id = org.Lead();
        var before = org.Read("lead", id);
        org.Clock.Now = TestOrganization.Start.AddHours(1);
        org.Service.Update(new Entity("lead", id) { ["subject"] = "Demo" });
        var after = org.Read("lead", id);
        Assert.Equal((before["createdon"], TestOrganization.Start.AddHours(1)), (after["createdon"], after["modifiedon"]));
        Assert.True(after.GetAttributeValue<long>("versionnumber") > before.GetAttributeValue<long>("versionnumber"));
    }

    [Fact]
    public void A_migrated_row_keeps_its_date_and_says_when_it_was_migrated()
    {
        using var org = new TestOrganization();
        var former = new DateTime(2025, 11, 3, 8, 0, 0, DateTimeKind.Utc);
        var lead = org.Read("lead", org.Lead("Martin", ("overriddencreatedon", former)));
        Assert.Equal((former, TestOrganization.Start), (lead["createdon"], lead["overriddencreatedon"]));
    }

    [Fact]
    public void Columns_that_callers_may_not_write_are_ignored_from_callers_and_taken_from_pre_operation()
    {
        using var org = new TestOrganization();
        var wished = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal(TestOrganization.Start, org.Read("lead", org.Lead("Martin", ("createdon", wished)))["createdon"]);
        org.On("Create", "lead", Stage.PreOperation, run => run.Target["createdon"] = wished);
        Assert.Equal(wished, org.Read("lead", org.Lead())["createdon"]);
    }

    [Theory]
    [InlineData("Anne", "Durand", "Anne Durand")]
    [InlineData(null, "Durand", "Durand")]
    [InlineData("Anne", null, "Anne")]
    public void A_full_name_is_computed(string? first, string? last, string full)
    {
        using var org = new TestOrganization();
        var id = org.Service.Create(new Entity("contact") { ["firstname"] = first, ["lastname"] = last });
        Assert.Equal(full, org.Read("contact", id)["fullname"]);
    }

    [Fact]
    public void A_full_name_follows_one_half_of_the_name()
    {
        using var org = new TestOrganization();
        var id = org.Lead("Durand", ("firstname", "Anne"));
        org.Service.Update(new Entity("lead", id) { ["lastname"] = "Petit" });
        Assert.Equal("Anne Petit", org.Read("lead", id)["fullname"]);
        org.Service.Update(new Entity("lead", id) { ["firstname"] = null });
        Assert.Equal("Petit", org.Read("lead", id)["fullname"]);
    }

    [Fact]
    public void A_full_name_uses_what_pre_operation_wrote()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PreOperation, run => run.Target["lastname"] = "DURAND");
        Assert.Equal("DURAND", org.Read("lead", org.Lead("durand"))["fullname"]);
    }

    [Fact]
    public void An_amount_brings_the_base_currency_with_it_and_no_amount_does_not()
    {
        using var org = new TestOrganization();
        var rich = org.Read("lead", org.Lead("Martin", ("revenue", new Money(1200.5m))));
        Assert.Equal(("transactioncurrency", 1m, 1200.5m), (rich.GetAttributeValue<EntityReference>("transactioncurrencyid").LogicalName, rich["exchangerate"], rich.GetAttributeValue<Money>("revenue_base").Value));
        Assert.False(org.Read("lead", org.Lead()).Contains("transactioncurrencyid"));
    }

    [Fact]
    public void An_amount_in_another_currency_is_converted_by_its_rate()
    {
        using var org = new TestOrganization();
        var franc = org.Service.Create(new Entity("transactioncurrency") { ["currencyname"] = "Franc", ["isocurrencycode"] = "CHF", ["currencysymbol"] = "Fr", ["currencyprecision"] = 2, ["exchangerate"] = 0.8m });
        var lead = org.Read("lead", org.Lead("Martin", ("revenue", new Money(80m)), ("transactioncurrencyid", new EntityReference("transactioncurrency", franc))));
        Assert.Equal(100m, lead.GetAttributeValue<Money>("revenue_base").Value);
    }

    [Fact]
    public void Another_currency_converts_the_amounts_that_are_there()
    {
        using var org = new TestOrganization();
        var franc = org.Service.Create(new Entity("transactioncurrency") { ["currencyname"] = "Franc", ["isocurrencycode"] = "CHF", ["currencysymbol"] = "Fr", ["currencyprecision"] = 2, ["exchangerate"] = 0.8m });
        var id = org.Lead("Martin", ("revenue", new Money(80m)));
        org.Service.Update(new Entity("lead", id) { ["transactioncurrencyid"] = new EntityReference("transactioncurrency", franc) });
        Assert.Equal((100m, 0.8m), (org.Read("lead", id).GetAttributeValue<Money>("revenue_base").Value, org.Read("lead", id)["exchangerate"]));
        org.Service.Update(new Entity("lead", id) { ["revenue"] = new Money(8m) });
        Assert.Equal(10m, org.Read("lead", id).GetAttributeValue<Money>("revenue_base").Value);
    }

    [Fact]
    public void A_state_alone_brings_its_default_status()
    {
        using var org = new TestOrganization();
        var id = org.Lead();
        org.Service.Update(new Entity("lead", id) { ["statecode"] = new OptionSetValue(1) });
        var lead = org.Read("lead", id);
        Assert.Equal((1, 3), (lead.GetAttributeValue<OptionSetValue>("statecode").Value, lead.GetAttributeValue<OptionSetValue>("statuscode").Value));
    }

    [Fact]
    public void A_status_must_belong_to_the_state_the_row_is_in_or_enters()
    {
        using var org = new TestOrganization();
        var id = org.Lead();
        org.Service.Update(new Entity("lead", id) { ["statuscode"] = new OptionSetValue(2) });
        Assert.Contains("3 is not a valid status code for state code", TestOrganization.Fault(() =>
            org.Service.Update(new Entity("lead", id) { ["statuscode"] = new OptionSetValue(3) })).Message, StringComparison.Ordinal);
        Assert.Contains("1 is not a valid status code", TestOrganization.Fault(() =>
            org.Service.Update(new Entity("lead", id) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(1) })).Message, StringComparison.Ordinal);
        org.Service.Update(new Entity("lead", id) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(3) });
    }

    [Fact]
    public void A_row_is_created_in_its_first_state_with_any_status_of_it()
    {
        using var org = new TestOrganization();
        Assert.Equal(2, org.Read("lead", org.Lead("Martin", ("statuscode", new OptionSetValue(2)))).GetAttributeValue<OptionSetValue>("statuscode").Value);
        TestOrganization.Fault(() => org.Lead("Martin", ("statuscode", new OptionSetValue(3))));
        Assert.Contains("then Update statecode", TestOrganization.Fault(() => org.Lead("Martin", ("statecode", new OptionSetValue(1)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Choices_and_flags_start_at_their_default()
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution().Zip());
        var id = org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first" });
        Assert.True(org.Read("mini_thing", id).GetAttributeValue<bool>("mini_done"));
        var other = org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "second", ["mini_done"] = false });
        Assert.False(org.Read("mini_thing", other).GetAttributeValue<bool>("mini_done"));
    }

    [Fact]
    public void An_owner_can_be_changed_but_not_taken_away()
    {
        using var org = new TestOrganization();
        var id = org.Lead();
        var fault = TestOrganization.Fault(() => org.Service.Update(new Entity("lead", id) { ["ownerid"] = null }));
        Assert.Contains("must have an owner", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_owner_chosen_by_a_step_takes_the_owning_columns_along()
    {
        using var org = new TestOrganization();
        var system = org.Organization.Platform.System.SystemUserId;
        org.On("Create", "lead", Stage.PreOperation, run => run.Target["ownerid"] = new EntityReference("systemuser", system));
        var lead = org.Read("lead", org.Lead());
        Assert.Equal(system, lead.GetAttributeValue<EntityReference>("ownerid").Id);
        Assert.Equal(system, lead.GetAttributeValue<EntityReference>("owninguser").Id);
    }

    [Fact]
    public void An_owner_chosen_by_a_step_of_an_update_takes_the_owning_columns_along()
    {
        using var org = new TestOrganization();
        var system = org.Organization.Platform.System.SystemUserId;
        org.On("Update", "lead", Stage.PreOperation, run => run.Target["ownerid"] = new EntityReference("systemuser", system));
        var id = org.Lead();
        org.Service.Update(new Entity("lead", id) { ["subject"] = "Demo" });
        Assert.Equal(system, org.Read("lead", id).GetAttributeValue<EntityReference>("owninguser").Id);
    }

    [Fact]
    public void A_step_that_takes_the_owner_away_is_refused()
    {
        using var org = new TestOrganization();
        org.On("Update", "lead", Stage.PreOperation, run => run.Target["ownerid"] = null);
        var id = org.Lead();
        var fault = TestOrganization.Fault(() => org.Service.Update(new Entity("lead", id) { ["subject"] = "Demo" }));
        Assert.Contains("must have an owner", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("statecode")]
    [InlineData("statuscode")]
    public void A_row_never_loses_its_state(string column)
    {
        using var org = new TestOrganization();
        var id = org.Lead();
        var fault = TestOrganization.Fault(() => org.Service.Update(new Entity("lead", id) { [column] = null }));
        Assert.Contains($"'{column}' of 'lead' cannot be empty", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, org.Read("lead", id).GetAttributeValue<OptionSetValue>("statecode").Value);
    }
}
