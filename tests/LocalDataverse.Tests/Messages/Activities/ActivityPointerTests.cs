using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Messages.Sales;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Messages.Activities;

public class ActivityPointerTests
{
    private static readonly string[] Kinds = ["appointment", "campaignresponse", "email", "opportunityclose", "phonecall", "task"];

    [Fact]
    public void Every_kind_of_activity_is_found_by_its_id_and_says_what_it_is()
    {
        using var org = new TestOrganization();
        foreach (var kind in Kinds)
        {
            var id = org.Make(kind, ("subject", kind));
            var pointer = org.Read("activitypointer", id);
            Assert.Equal((kind, kind, org.Organization.AdministratorId), (pointer.GetAttributeValue<string>("activitytypecode"), pointer.GetAttributeValue<string>("subject"), pointer.Ref("ownerid")!.Value));
            Assert.Equal(kind, org.Read(kind, id).GetAttributeValue<string>("activitytypecode"));
        }

        Assert.Equal(Kinds.Length, org.Count("activitypointer"));
    }

    [Fact]
    public void An_organisation_without_activities_has_none()
    {
        using var org = new TestOrganization();
        Assert.Equal(0, org.Count("activitypointer"));
    }

    [Fact]
    public void Changes_states_and_deletions_show_at_once()
    {
        using var org = new TestOrganization();
        var id = org.Make("task", ("subject", "before"));
        Assert.Equal(0, org.Read("activitypointer", id).State());
        org.Service.Update(new Entity("task", id) { ["subject"] = "after", ["statecode"] = new OptionSetValue(1) });
        var pointer = org.Read("activitypointer", id);
        Assert.Equal(("after", 1, 5), (pointer.GetAttributeValue<string>("subject"), pointer.State(), pointer.Status()));
        org.Service.Delete("task", id);
        Assert.Equal(0, org.Count("activitypointer"));
    }

    [Fact]
    public void A_transaction_that_fails_leaves_no_trace()
    {
        using var org = new TestOrganization();
        org.On("Create", "task", Stage.PostOperation, run =>
        {
            org.Log.Add($"{run.Service.RetrieveMultiple(new QueryExpression("activitypointer")).Entities.Count}");
            throw new InvalidPluginExecutionException("no");
        });
        TestOrganization.Fault(() => org.Make("task", ("subject", "x")));
        Assert.Equal(["1"], org.Log);
        Assert.Equal((0, 0), (org.Count("activitypointer"), org.Count("activityparty")));
    }

    [Fact]
    public void What_a_lead_was_about_is_one_query_over_all_kinds()
    {
        using var org = new TestOrganization();
        var (lead, other) = (org.Lead(), org.Lead());
        foreach (var (kind, regarding, minute) in new[] { ("phonecall", lead, 3), ("email", lead, 1), ("task", other, 2), ("appointment", lead, 2) })
        {
            org.Clock.Now = TestOrganization.Start.AddMinutes(minute);
            org.Make(kind, ("subject", kind), ("regardingobjectid", new EntityReference("lead", regarding)));
        }

        var query = new QueryExpression("activitypointer") { ColumnSet = new ColumnSet("activitytypecode", "regardingobjectid") };
        query.Criteria.AddCondition("regardingobjectid", ConditionOperator.Equal, lead);
        query.AddOrder("createdon", OrderType.Ascending);
        var found = org.Service.RetrieveMultiple(query).Entities;
        Assert.Equal(["email", "appointment", "phonecall"], found.Select(a => a.GetAttributeValue<string>("activitytypecode")));
        Assert.All(found, a => Assert.Equal("lead", a.GetAttributeValue<EntityReference>("regardingobjectid").LogicalName));
    }

    [Fact]
    public void It_can_be_joined_counted_and_filtered_by_kind_in_FetchXML()
    {
        using var org = new TestOrganization();
        var lead = org.Lead("Martin");
        foreach (var kind in new[] { "phonecall", "phonecall", "task" })
        {
            org.Make(kind, ("subject", kind), ("regardingobjectid", new EntityReference("lead", lead)));
        }

        var counts = org.Service.RetrieveMultiple(new FetchExpression("""
            <fetch aggregate="true"><entity name="activitypointer">
              <attribute name="activityid" alias="n" aggregate="count"/>
              <attribute name="activitytypecode" alias="kind" groupby="true"/>
            </entity></fetch>
            """)).Entities.ToDictionary(r => (string)r.GetAttributeValue<AliasedValue>("kind").Value, r => (int)r.GetAttributeValue<AliasedValue>("n").Value);
        Assert.Equal((2, 1), (counts["phonecall"], counts["task"]));

        var joined = org.Service.RetrieveMultiple(new FetchExpression("""
            <fetch><entity name="lead"><attribute name="lastname"/>
              <link-entity name="activitypointer" from="regardingobjectid" to="leadid" alias="a">
                <attribute name="subject"/><filter><condition attribute="activitytypecode" operator="eq" value="task"/></filter>
              </link-entity></entity></fetch>
            """)).Entities;
        Assert.Equal("task", Assert.Single(joined).GetAttributeValue<AliasedValue>("a.subject").Value);
    }

    [Fact]
    public void A_lead_that_goes_takes_its_activities_along()
    {
        using var org = new TestOrganization();
        var lead = org.Lead();
        org.Make("phonecall", ("subject", "gone"), ("regardingobjectid", new EntityReference("lead", lead)));
        org.Make("task", ("subject", "stays"));
        org.Service.Delete("lead", lead);
        Assert.Equal("task", Assert.Single(org.Service.RetrieveMultiple(new QueryExpression("activitypointer") { ColumnSet = new ColumnSet("activitytypecode") }).Entities).GetAttributeValue<string>("activitytypecode"));
        Assert.Single(org.Service.RetrieveMultiple(new QueryExpression("activityparty")).Entities);
    }

    [Fact]
    public void A_new_owner_shows_as_well()
    {
        using var org = new TestOrganization();
        var user = org.Organization.CreateUser("seller", org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Activity"));
        var id = org.Make("task", ("subject", "x"));
        org.Service.Update(new Entity("task", id) { ["ownerid"] = new EntityReference("systemuser", user) });
        Assert.Equal(user, org.Read("activitypointer", id).Ref("ownerid"));
        Assert.Equal(user, Assert.Single(org.Where("activityparty", "activityid", id)).Ref("partyid"));
    }

    [Fact]
    public void Parties_of_activities_are_no_contradiction()
    {
        using var org = new TestOrganization();
        org.Make("task", ("subject", "x"), ("regardingobjectid", new EntityReference("lead", org.Lead())));
        Assert.Empty(org.Organization.Platform.Store.CheckIntegrity(out _));
    }

    [Theory]
    [InlineData("Create")]
    [InlineData("Update")]
    [InlineData("Delete")]
    public void It_is_read_only(string message)
    {
        using var org = new TestOrganization();
        var id = org.Make("task", ("subject", "x"));
        var row = new Entity("activitypointer", message == "Create" ? Guid.Empty : id) { ["subject"] = "y" };
        var fault = TestOrganization.Fault(() => org.Service.Execute(message switch
        {
            "Create" => new CreateRequest { Target = row },
            "Update" => new UpdateRequest { Target = row },
            _ => new DeleteRequest { Target = row.ToEntityReference() },
        }));
        Assert.Equal(unchecked((int)0x80040800), fault.ErrorCode);
        Assert.StartsWith($"The '{message}' method does not support entities of type 'activitypointer'.", fault.Message, StringComparison.Ordinal);
        Assert.Equal("x", org.Read("task", id).GetAttributeValue<string>("subject"));
    }

    [Fact]
    public void A_database_opened_again_shows_its_activities()
    {
        var file = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Guid.NewGuid():N}.db");
        try
        {
            using (var org = new TestOrganization(file))
            {
                org.Make("task", ("subject", "kept"));
                Assert.Equal(1, org.Count("activitypointer"));
            }

            using var again = new TestOrganization(file);
            Assert.Equal(1, again.Count("activitypointer"));
            again.Make("phonecall", ("subject", "new"));
            Assert.Equal(2, again.Count("activitypointer"));
        }
        finally
        {
            System.IO.File.Delete(file);
        }
    }
}
