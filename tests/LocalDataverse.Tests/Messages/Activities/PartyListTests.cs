using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Messages.Sales;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;
using static Smarketing.Tests.LocalDataverse.Messages.Activities.ActivityHarness;

namespace Smarketing.Tests.LocalDataverse.Messages.Activities;

public class PartyListTests
{
    [Fact]
    public void Lists_are_given_back_in_order_with_name_and_part()
    {
        using var org = new TestOrganization();
        var (anne, bert) = (org.Lead("Anne"), org.Make("contact", ("lastname", "Bert")));
        var id = org.Make("phonecall", ("from", Parties(Party("systemuser", org.Organization.AdministratorId))), ("to", Parties(Party("contact", bert), Party("lead", anne))));
        var call = org.Read("phonecall", id);
        Assert.Equal([bert.ToString(), anne.ToString()], call.Who("to"));
        var first = call.GetAttributeValue<EntityCollection>("to").Entities[0];
        Assert.Equal(("activityparty", "Bert", 2, "contact"), (first.LogicalName, first.GetAttributeValue<string>("partyidname"), first.GetAttributeValue<OptionSetValue>("participationtypemask").Value, first.GetAttributeValue<EntityReference>("partyid").LogicalName));
        Assert.Equal(id, first.Ref("activityid"));
        Assert.Equal(1, Assert.Single(call.GetAttributeValue<EntityCollection>("from").Entities).GetAttributeValue<OptionSetValue>("participationtypemask").Value);
    }

    [Fact]
    public void Owner_and_regarding_take_part_too()
    {
        using var org = new TestOrganization();
        var lead = org.Lead();
        var id = org.Make("task", ("subject", "x"), ("regardingobjectid", new EntityReference("lead", lead)));
        Assert.Equal([(8, lead), (9, org.Organization.AdministratorId)], Parts(org, id));
        org.Service.Update(new Entity("task", id) { ["regardingobjectid"] = null });
        Assert.Equal([(9, org.Organization.AdministratorId)], Parts(org, id));
    }

    [Fact]
    public void A_list_is_replaced_as_a_whole_and_others_stay()
    {
        using var org = new TestOrganization();
        var (a, b, c) = (org.Lead("A"), org.Lead("B"), org.Lead("C"));
        var id = org.Make("appointment", ("requiredattendees", Parties(Party("lead", a), Party("lead", b))), ("optionalattendees", Parties(Party("lead", c))));
        org.Service.Update(new Entity("appointment", id) { ["requiredattendees"] = Parties(Party("lead", c)) });
        Assert.Equal([c.ToString()], org.Read("appointment", id).Who("requiredattendees"));
        Assert.Equal([c.ToString()], org.Read("appointment", id).Who("optionalattendees"));
        org.Service.Update(new Entity("appointment", id) { ["requiredattendees"] = null });
        Assert.Empty(org.Read("appointment", id).Who("requiredattendees"));
        Assert.Equal([c.ToString()], org.Read("appointment", id).Who("optionalattendees"));
    }

    [Fact]
    public void An_update_of_something_else_leaves_the_lists_alone()
    {
        using var org = new TestOrganization();
        var a = org.Lead("A");
        var id = org.Make("phonecall", ("to", Parties(Party("lead", a))));
        org.Service.Update(new Entity("phonecall", id) { ["subject"] = "x" });
        Assert.Equal([a.ToString()], org.Read("phonecall", id).Who("to"));
    }

    [Fact]
    public void Queries_give_the_lists_they_ask_for_and_no_others()
    {
        using var org = new TestOrganization();
        var (a, b) = (org.Lead("A"), org.Lead("B"));
        org.Make("phonecall", ("subject", "1"), ("to", Parties(Party("lead", a))));
        org.Make("phonecall", ("subject", "2"), ("to", Parties(Party("lead", b))));
        var query = new QueryExpression("phonecall") { ColumnSet = new ColumnSet("to") };
        query.AddOrder("subject", OrderType.Ascending);
        var found = org.Service.RetrieveMultiple(query).Entities;
        Assert.Equal([a.ToString(), b.ToString()], found.SelectMany(r => r.Who("to")));
        Assert.All(found, r => Assert.False(r.Contains("from")));

        var fetched = org.Service.RetrieveMultiple(new FetchExpression("<fetch><entity name='phonecall'><attribute name='to'/><filter><condition attribute='subject' operator='eq' value='2'/></filter></entity></fetch>")).Entities;
        Assert.Equal([b.ToString()], Assert.Single(fetched).Who("to"));
        Assert.False(org.Service.Retrieve("phonecall", found[0].Id, new ColumnSet("subject")).Contains("to"));
    }

    [Fact]
    public void Everybody_is_seen_through_activitypointer()
    {
        using var org = new TestOrganization();
        var a = org.Lead("A");
        var id = org.Make("phonecall", ("to", Parties(Party("lead", a))));
        Assert.Equal([a.ToString(), org.Organization.AdministratorId.ToString()], org.Service.Retrieve("activitypointer", id, new ColumnSet("allparties")).Who("allparties"));
    }

    [Fact]
    public void An_e_mail_keeps_the_address_used_and_finds_who_it_belongs_to()
    {
        using var org = new TestOrganization();
        var lead = org.Lead("A", ("emailaddress1", "a@lead.example"));
        var contact = org.Make("contact", ("lastname", "B"), ("emailaddress1", "b@contact.example"));
        var id = org.Make("email", ("to", Parties(Party("lead", lead), Address("B@contact.example"), Address("nobody@nowhere.example"))));
        var to = org.Read("email", id).GetAttributeValue<EntityCollection>("to").Entities;
        Assert.Equal(["a@lead.example", "B@contact.example", "nobody@nowhere.example"], to.Select(p => p.GetAttributeValue<string>("addressused")));
        Assert.Equal([lead, contact, null], to.Select(p => p.Ref("partyid")));
    }

    [Fact]
    public void An_address_that_two_contacts_share_stays_nobodys()
    {
        using var org = new TestOrganization();
        org.Make("contact", ("lastname", "A"), ("emailaddress1", "both@x.example"));
        org.Make("contact", ("lastname", "B"), ("emailaddress1", "both@x.example"));
        var id = org.Make("email", ("to", Parties(Address("both@x.example"))));
        Assert.Null(Assert.Single(org.Read("email", id).GetAttributeValue<EntityCollection>("to").Entities).Ref("partyid"));
    }

    [Fact]
    public void Who_is_deleted_is_remembered_by_name()
    {
        using var org = new TestOrganization();
        var contact = org.Make("contact", ("lastname", "Bert"));
        var id = org.Make("phonecall", ("to", Parties(Party("contact", contact))));
        org.Service.Delete("contact", contact);
        var party = Assert.Single(org.Read("phonecall", id).GetAttributeValue<EntityCollection>("to").Entities);
        Assert.Equal((null, true, "Bert"), (party.Ref("partyid"), party.GetAttributeValue<bool>("ispartydeleted"), party.GetAttributeValue<string>("partyidname")));
    }

    [Fact]
    public void Parties_go_with_their_activity()
    {
        using var org = new TestOrganization();
        var id = org.Make("phonecall", ("to", Parties(Party("lead", org.Lead()))));
        org.Service.Delete("phonecall", id);
        Assert.Equal(0, org.Count("activityparty"));
    }

    [Fact]
    public void Who_cannot_take_part_is_refused_by_name()
    {
        using var org = new TestOrganization();
        Assert.Contains("'to' of 'phonecall' cannot point to a row of 'campaign'", TestOrganization.Fault(() => org.Make("phonecall", ("to", Parties(Party("campaign", Guid.NewGuid()))))).Message, StringComparison.Ordinal);
        Assert.Contains("Does Not Exist", TestOrganization.Fault(() => org.Make("phonecall", ("to", Parties(Party("lead", Guid.NewGuid()))))).Message, StringComparison.Ordinal);
        Assert.Contains("is nobody", TestOrganization.Fault(() => org.Make("phonecall", ("to", Parties(new Entity("activityparty"))))).Message, StringComparison.Ordinal);
        Assert.Contains("holds a row of 'lead'", TestOrganization.Fault(() => org.Make("phonecall", ("to", Parties(new Entity("lead", org.Lead()))))).Message, StringComparison.Ordinal);
        Assert.Contains("EntityCollection", TestOrganization.Fault(() => org.Make("phonecall", ("to", new EntityReference("lead", org.Lead())))).Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (org.Count("phonecall"), org.Count("activityparty")));
    }

    [Theory]
    [InlineData("Create")]
    [InlineData("Update")]
    [InlineData("Delete")]
    public void Party_rows_are_not_written_directly(string message)
    {
        using var org = new TestOrganization();
        org.Make("task", ("subject", "x"));
        var party = org.Service.RetrieveMultiple(new QueryExpression("activityparty")).Entities.Single().Id;
        var fault = TestOrganization.Fault(() =>
        {
            switch (message)
            {
                case "Create": org.Service.Create(new Entity("activityparty")); break;
                case "Update": org.Service.Update(new Entity("activityparty", party)); break;
                default: org.Service.Delete("activityparty", party); break;
            }
        });
        Assert.Equal(unchecked((int)0x80040800), fault.ErrorCode);
    }

    [Fact]
    public void A_step_sees_the_list_in_the_Target_also_when_it_runs_later()
    {
        using var org = new TestOrganization();
        var a = org.Lead("A");
        org.On("Create", "phonecall", Stage.PostOperation, run => org.Log.Add($"{run.Context.Mode} {string.Join(' ', run.Target.Who("to"))}"));
        org.On("Create", "phonecall", Stage.PostOperation, run => org.Log.Add($"{run.Context.Mode} {string.Join(' ', run.Target.Who("to"))}"), isAsync: true);
        org.Make("phonecall", ("to", Parties(Party("lead", a))));
        org.Organization.RunAsyncJobs();
        Assert.Equal([$"0 {a}", $"1 {a}"], org.Log);
    }

    [Fact]
    public void Images_hold_the_lists_before_and_after()
    {
        using var org = new TestOrganization();
        var (a, b) = (org.Lead("A"), org.Lead("B"));
        var id = org.Make("phonecall", ("to", Parties(Party("lead", a))));
        org.On("Update", "phonecall", Stage.PostOperation, run => org.Log.Add(
            $"{string.Join(' ', run.Context.PreEntityImages["before"].Who("to"))} {string.Join(' ', run.Context.PostEntityImages["after"].Who("to"))}"),
            images: [new ImageDefinition("before", true, false, ["to"]), new ImageDefinition("after", false, true, null)]);
        org.Service.Update(new Entity("phonecall", id) { ["to"] = Parties(Party("lead", b)) });
        Assert.Equal([$"{a} {b}"], org.Log);
    }

    private static (int Part, Guid Who)[] Parts(TestOrganization org, Guid activity) =>
        [.. org.Where("activityparty", "activityid", activity).Select(p => (p.GetAttributeValue<OptionSetValue>("participationtypemask").Value, p.Ref("partyid")!.Value)).Order()];
}
