using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Import;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Values;

public class RowRuleTests
{
    [Fact]
    public void Only_what_the_system_requires_binds_the_service()
    {
        using var org = new TestOrganization();
        org.Service.Create(new Entity("lead"));
        var fault = TestOrganization.Fault(() => org.Service.Create(new Entity("territory") { ["name"] = string.Empty }));
        Assert.Contains("Required field 'name' is missing", fault.Message, StringComparison.Ordinal);
        var id = org.Service.Create(new Entity("territory") { ["name"] = "South" });
        TestOrganization.Fault(() => org.Service.Update(new Entity("territory", id) { ["name"] = null }));
        org.Service.Update(new Entity("territory", id) { ["description"] = "x" });
    }

    [Fact]
    public void What_the_system_requires_a_step_may_give()
    {
        using var org = new TestOrganization();
        org.On("Create", "territory", Stage.PreOperation, run => run.Target["name"] = "North");
        Assert.Equal("North", org.Read("territory", org.Service.Create(new Entity("territory")))["name"]);
    }

    [Fact]
    public void A_row_is_not_its_own_ancestor()
    {
        using var org = new TestOrganization();
        Guid Account(Guid? parent) => org.Service.Create(new Entity("account") { ["name"] = "x", ["parentaccountid"] = parent is { } id ? new EntityReference("account", id) : null });
        var top = Account(null);
        var middle = Account(top);
        var below = Account(middle);
        foreach (var parent in new[] { top, middle, below })
        {
            var fault = TestOrganization.Fault(() => org.Service.Update(new Entity("account", top) { ["parentaccountid"] = new EntityReference("account", parent) }));
            Assert.Equal(unchecked((int)0x80040507), fault.ErrorCode);
        }

        org.Service.Update(new Entity("account", below) { ["parentaccountid"] = new EntityReference("account", top) });
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(2, false)]
    public void A_status_goes_only_where_its_transitions_lead(int status, bool accepted)
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution()
            .With("<status value='1' state='0'/>", "<status value='1' state='0' TransitionData='&lt;allowedtransitions xmlns=\"http://schemas.microsoft.com/crm/2009/WebServices\"&gt;&lt;allowedtransition sourcestatusid=\"1\" tostatusid=\"5\"/&gt;&lt;/allowedtransitions&gt;'/>")
            .With("<OwnershipTypeMask>", "<EnforceStateTransitions>1</EnforceStateTransitions><OwnershipTypeMask>").Zip());
        var id = org.Service.Create(new Entity("mini_thing"));
        var refusal = Record.Exception(() => org.Service.Update(new Entity("mini_thing", id) { ["statecode"] = new OptionSetValue(status == 2 ? 1 : 0), ["statuscode"] = new OptionSetValue(status) }));
        Assert.Equal(accepted, refusal is null);
        if (accepted)
        {
            org.Service.Update(new Entity("mini_thing", id) { ["statecode"] = new OptionSetValue(1) });
        }
        else
        {
            Assert.Contains("it may go to 5 only", refusal!.Message, StringComparison.Ordinal);
            TestOrganization.Fault(() => org.Service.Update(new Entity("mini_thing", id) { ["statecode"] = new OptionSetValue(1) }));
        }
    }

    [Theory]
    [InlineData("mini_Note")]
    [InlineData("mini_Done")]
    public void A_key_is_made_of_texts_numbers_dates_lookups_and_choices_only(string column)
    {
        using var org = new TestOrganization();
        var zip = new MiniSolution().With("<AttributeName>mini_code</AttributeName>", $"<AttributeName>{column.ToLowerInvariant()}</AttributeName>").Zip();
        Assert.Contains("Keys are made of", Assert.Throws<SolutionImportException>(() => org.Organization.ImportSolution(zip)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_a_lookup_a_date_a_choice_and_a_decimal_finds_its_row_and_keeps_others_out()
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution().With("<AttributeName>mini_code</AttributeName>",
            string.Concat(Array.ConvertAll(["mini_leadid", "mini_on", "mini_colour", "mini_share"], static c => $"<AttributeName>{c}</AttributeName>"))).Zip());
        var lead = new EntityReference("lead", org.Lead());
        Entity Thing(decimal? share) => new("mini_thing") { ["mini_leadid"] = lead, ["mini_on"] = new DateTime(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc), ["mini_colour"] = new OptionSetValue(700000000), ["mini_share"] = share };
        var id = org.Service.Create(Thing(0.5m));
        var fault = TestOrganization.Fault(() => org.Service.Create(Thing(0.501m)));
        Assert.Equal(unchecked((int)0x80060892), fault.ErrorCode);
        org.Service.Create(Thing(0.51m));
        org.Service.Create(Thing(null));
        org.Service.Create(Thing(null));

        foreach (var colour in new object[] { new OptionSetValue(700000000), 700000000 })
        {
            foreach (var owner in new object[] { lead, lead.Id })
            {
                var keys = new KeyAttributeCollection { ["mini_leadid"] = owner, ["mini_on"] = new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc), ["mini_colour"] = colour, ["mini_share"] = 0.50m };
                var found = (RetrieveResponse)org.Service.Execute(new RetrieveRequest { Target = new EntityReference("mini_thing", keys), ColumnSet = new Microsoft.Xrm.Sdk.Query.ColumnSet(false) });
                Assert.Equal(id, found.Entity.Id);
            }
        }
    }

    [Theory]
    [InlineData("Élan", "ELAN ")]
    [InlineData("straße", "STRASSE")]
    public void Texts_of_a_key_that_the_platform_takes_for_equal_are_the_same_key(string one, string other)
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution().Zip());
        org.Service.Create(new Entity("mini_thing") { ["mini_code"] = one });
        Assert.Equal(unchecked((int)0x80060892), TestOrganization.Fault(() => org.Service.Create(new Entity("mini_thing") { ["mini_code"] = other })).ErrorCode);
    }

    [Fact]
    public void A_key_with_a_lookup_that_gains_a_target_still_keeps_twins_out()
    {
        using var org = new TestOrganization();
        MiniSolution Keyed(string version) => new MiniSolution { Version = version }.With("<AttributeName>mini_code</AttributeName>", "<AttributeName>mini_leadid</AttributeName>");
        org.Organization.ImportSolution(Keyed("1.0.0.0").Zip());
        var lead = new EntityReference("lead", org.Lead());
        org.Service.Create(new Entity("mini_thing") { ["mini_leadid"] = lead });
        org.Organization.ImportSolution(Keyed("1.1.0.0").With("<EntityRelationship Name=\"mini_task_things\">",
            """<EntityRelationship Name="mini_contact_things"><EntityRelationshipType>OneToMany</EntityRelationshipType><ReferencingEntityName>mini_Thing</ReferencingEntityName><ReferencedEntityName>Contact</ReferencedEntityName><ReferencingAttributeName>mini_LeadId</ReferencingAttributeName></EntityRelationship><EntityRelationship Name="mini_task_things">""").Zip());
        Assert.Equal(unchecked((int)0x80060892), TestOrganization.Fault(() => org.Service.Create(new Entity("mini_thing") { ["mini_leadid"] = lead })).ErrorCode);
        org.Service.Create(new Entity("mini_thing") { ["mini_leadid"] = new EntityReference("contact", org.Service.Create(new Entity("contact") { ["lastname"] = "x" })) });
    }

    [Theory]
    [InlineData(1, "2026-03-02 14:30:45", "2026-03-02 14:30:45")]
    [InlineData(2, "2026-03-02 14:30:45", "2026-03-02 00:00:00")]
    [InlineData(3, "2026-03-02 14:30:45", "2026-03-02 14:30:45")]
    public void A_date_is_kept_as_its_column_behaves_and_given_in_UTC(int behaviour, string written, string read)
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution { ExtraColumns = MiniSolution.Column("mini_At", "datetime", $"<Format>datetime</Format><Behavior>{behaviour}</Behavior>") }.Zip());
        foreach (var kind in new[] { DateTimeKind.Utc, DateTimeKind.Unspecified })
        {
            var value = DateTime.SpecifyKind(DateTime.Parse(written, CultureInfo.InvariantCulture), kind);
            var at = (DateTime)org.Read("mini_thing", org.Service.Create(new Entity("mini_thing") { ["mini_at"] = value }))["mini_at"];
            Assert.Equal((DateTime.Parse(read, CultureInfo.InvariantCulture), DateTimeKind.Utc), (at, at.Kind));
        }
    }

    [Fact]
    public void A_local_time_is_an_instant_where_the_column_keeps_instants()
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution { ExtraColumns = MiniSolution.Column("mini_At", "datetime", "<Format>datetime</Format><Behavior>1</Behavior>") }.Zip());
        var instant = new DateTime(2026, 7, 1, 12, 0, 0, DateTimeKind.Utc);
        Assert.Equal(instant, org.Read("mini_thing", org.Service.Create(new Entity("mini_thing") { ["mini_at"] = instant.ToLocalTime() }))["mini_at"]);
    }

    [Theory]
    [InlineData("1752-12-31", false)]
    [InlineData("1753-01-01", true)]
    public void A_date_before_SQL_Server_begins_to_count_is_refused(string date, bool accepted)
    {
        using var org = new TestOrganization();
        var refusal = Record.Exception(() => org.Lead("Durand", ("estimatedclosedate", DateTime.Parse(date, CultureInfo.InvariantCulture))));
        Assert.Equal(accepted, refusal is null);
    }
}
