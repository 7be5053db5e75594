using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Import;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Messages;

public class RowMessageTests
{
    [Fact]
    public void A_given_id_is_kept_and_can_be_used_once()
    {
        using var org = new TestOrganization();
        var id = Guid.NewGuid();
        Assert.Equal(id, org.Service.Create(new Entity("task", id) { ["subject"] = "call" }));
        Assert.Contains("Cannot insert duplicate key", TestOrganization.Fault(() => org.Service.Create(new Entity("task", id) { ["subject"] = "call" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_says_two_ids_is_refused()
    {
        using var org = new TestOrganization();
        var fault = TestOrganization.Fault(() => org.Service.Create(new Entity("task", Guid.NewGuid()) { ["activityid"] = Guid.NewGuid() }));
        Assert.Contains("says two ids", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Updating_reading_or_deleting_a_row_that_is_not_there_is_refused()
    {
        using var org = new TestOrganization();
        var none = Guid.NewGuid();
        foreach (var action in new Action[] { () => org.Service.Update(new Entity("task", none) { ["subject"] = "?" }), () => org.Read("task", none), () => org.Service.Delete("task", none) })
        {
            Assert.Equal(-2147220969, TestOrganization.Fault(action).ErrorCode);
        }
    }

    [Fact]
    public void Upsert_by_key_creates_then_updates_and_runs_the_steps_of_each()
    {
        using var org = Imported();
        org.On("Create", "mini_thing", Stage.PostOperation, _ => org.Log.Add("created"));
        org.On("Update", "mini_thing", Stage.PostOperation, _ => org.Log.Add("updated"));
        UpsertResponse Upsert(int count) => (UpsertResponse)org.Service.Execute(new UpsertRequest { Target = new Entity("mini_thing", "mini_code", "A") { ["mini_count"] = count } });
        var first = Upsert(1);
        var second = Upsert(2);
        Assert.Equal((true, false), (first.RecordCreated, second.RecordCreated));
        Assert.Equal(first.Target.Id, second.Target.Id);
        Assert.Equal(["created", "updated"], org.Log);
        var thing = org.Read("mini_thing", first.Target.Id);
        Assert.Equal(("A", 2), (thing["mini_code"], thing["mini_count"]));
    }

    [Fact]
    public void Upsert_by_id_creates_with_that_id_then_updates()
    {
        using var org = new TestOrganization();
        var id = Guid.NewGuid();
        UpsertResponse Upsert(string subject) => (UpsertResponse)org.Service.Execute(new UpsertRequest { Target = new Entity("task", id) { ["subject"] = subject } });
        Assert.True(Upsert("one").RecordCreated);
        Assert.False(Upsert("two").RecordCreated);
        Assert.Equal("two", org.Read("task", id)["subject"]);
    }

    [Fact]
    public void A_row_is_read_and_deleted_by_alternate_key()
    {
        using var org = Imported();
        var id = org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first", ["mini_code"] = "A" });
        var byKey = new EntityReference("mini_thing", "mini_code", "A");
        var found = ((RetrieveResponse)org.Service.Execute(new RetrieveRequest { Target = byKey, ColumnSet = new ColumnSet("mini_name") })).Entity;
        Assert.Equal((id, "first"), (found.Id, found["mini_name"]));
        org.Service.Execute(new DeleteRequest { Target = byKey });
        Assert.Equal(-2147088239, TestOrganization.Fault(() => org.Service.Execute(new RetrieveRequest { Target = byKey, ColumnSet = new ColumnSet("mini_name") })).ErrorCode);
    }

    [Fact]
    public void An_alternate_key_is_unique()
    {
        using var org = Imported();
        org.Service.Create(new Entity("mini_thing") { ["mini_code"] = "A" });
        Assert.Equal(-2147088238, TestOrganization.Fault(() => org.Service.Create(new Entity("mini_thing") { ["mini_code"] = "A" })).ErrorCode);
    }

    [Fact]
    public void Deleting_a_row_deletes_its_children_through_their_steps_and_unlinks_the_others()
    {
        using var org = Imported();
        org.On("Delete", "mini_thing", Stage.PreOperation, run => org.Log.Add($"child of {run.Context.MessageName}"));
        var lead = org.Lead();
        var task = org.Service.Create(new Entity("task") { ["subject"] = "call" });
        var child = org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "child", ["mini_leadid"] = new EntityReference("lead", lead) });
        var linked = org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "linked", ["mini_taskid"] = new EntityReference("task", task) });
        org.Service.Delete("lead", lead);
        org.Service.Delete("task", task);
        TestOrganization.Fault(() => org.Read("mini_thing", child));
        Assert.False(org.Read("mini_thing", linked).Contains("mini_taskid"));
        Assert.Equal(["child of Delete"], org.Log);
    }

    [Fact]
    public void A_restricted_row_is_not_deleted_while_others_point_to_it()
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution().With("<CascadeDelete>RemoveLink</CascadeDelete>", "<CascadeDelete>Restrict</CascadeDelete>").Zip());
        var task = org.Service.Create(new Entity("task") { ["subject"] = "call" });
        var thing = org.Service.Create(new Entity("mini_thing") { ["mini_taskid"] = new EntityReference("task", task) });
        Assert.Contains("relationship mini_task_things, Restrict", TestOrganization.Fault(() => org.Service.Delete("task", task)).Message, StringComparison.Ordinal);
        org.Service.Delete("mini_thing", thing);
        org.Service.Delete("task", task);
    }

    [Fact]
    public void Assigning_a_row_assigns_its_children()
    {
        using var org = Imported();
        var seller = org.Organization.CreateUser("luc", org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead", "mini_Thing"));
        var lead = org.Lead();
        var child = org.Service.Create(new Entity("mini_thing") { ["mini_leadid"] = new EntityReference("lead", lead) });
        org.Service.Execute(new AssignRequest { Target = new EntityReference("lead", lead), Assignee = new EntityReference("systemuser", seller) });
        Assert.Equal(seller, org.Read("lead", lead).GetAttributeValue<EntityReference>("ownerid").Id);
        Assert.Equal(seller, org.Read("lead", lead).GetAttributeValue<EntityReference>("owninguser").Id);
        Assert.Equal(seller, org.Read("mini_thing", child).GetAttributeValue<EntityReference>("ownerid").Id);
    }

    [Fact]
    public void SetState_is_an_update_of_state_and_status()
    {
        using var org = new TestOrganization();
        org.On("Update", "lead", Stage.PostOperation, _ => org.Log.Add("updated"), filtering: ["statecode"]);
        var id = org.Lead();
        org.Service.Execute(new SetStateRequest { EntityMoniker = new EntityReference("lead", id), State = new OptionSetValue(2), Status = new OptionSetValue(-1) });
        var lead = org.Read("lead", id);
        Assert.Equal((2, 4), (lead.GetAttributeValue<OptionSetValue>("statecode").Value, lead.GetAttributeValue<OptionSetValue>("statuscode").Value));
        Assert.Equal(["updated"], org.Log);
    }

    [Fact]
    public void WhoAmI_says_who()
    {
        using var org = new TestOrganization();
        var who = (WhoAmIResponse)org.Service.Execute(new WhoAmIRequest());
        Assert.Equal((org.Organization.AdministratorId, org.Organization.OrganizationId), (who.UserId, who.OrganizationId));
    }

    [Fact]
    public void Associate_links_over_a_lookup_and_over_an_intersect_table()
    {
        using var org = Imported();
        var lead = org.Lead();
        var thing = org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first" });
        var account = org.Service.Create(new Entity("account") { ["name"] = "Durand SA" });
        org.Service.Associate("lead", lead, new Relationship("mini_lead_things"), [new EntityReference("mini_thing", thing)]);
        Assert.Equal(lead, org.Read("mini_thing", thing).GetAttributeValue<EntityReference>("mini_leadid").Id);
        org.Service.Disassociate("lead", lead, new Relationship("mini_lead_things"), [new EntityReference("mini_thing", thing)]);
        Assert.False(org.Read("mini_thing", thing).Contains("mini_leadid"));

        var users = new EntityReferenceCollection { new("systemuser", org.Organization.AdministratorId) };
        var team = org.Service.Create(new Entity("team") { ["name"] = "Pair", ["businessunitid"] = new EntityReference("businessunit", org.Organization.Platform.System.BusinessUnitId) });
        org.Service.Associate("team", team, new Relationship("teammembership_association"), users);
        Assert.Equal(2, org.Count("teammembership")); // the administrator is in the default team, too
        Assert.Contains("linked by", TestOrganization.Fault(() => org.Service.Associate("team", team, new Relationship("teammembership_association"), users)).Message, StringComparison.Ordinal);
        org.Service.Disassociate("team", team, new Relationship("teammembership_association"), users);
        Assert.Equal(1, org.Count("teammembership"));
        Assert.NotEqual(Guid.Empty, account);
    }

    [Fact]
    public void An_unknown_message_is_refused_by_name_with_what_is_known()
    {
        using var org = new TestOrganization();
        var fault = TestOrganization.Fault(() => org.Service.Execute(new OrganizationRequest("GenerateSalesOrderFromOpportunity")));
        Assert.Contains("'GenerateSalesOrderFromOpportunity'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Upsert", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_without_what_it_needs_is_refused_by_name()
    {
        using var org = new TestOrganization();
        Assert.Contains("Required field 'Target' is missing for message Create", TestOrganization.Fault(() => org.Service.Execute(new OrganizationRequest("Create"))).Message, StringComparison.Ordinal);
        Assert.Contains("Parameter 'Target' of message Delete is a Entity", TestOrganization.Fault(() => org.Service.Execute(new OrganizationRequest("Delete") { ["Target"] = new Entity("lead") })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RetrieveEntity_describes_the_table()
    {
        using var org = Imported();
        var table = ((RetrieveEntityResponse)org.Service.Execute(new RetrieveEntityRequest { LogicalName = "mini_thing", EntityFilters = EntityFilters.All })).EntityMetadata;
        Assert.Equal(("mini_thingid", "mini_name", "mini_things"), (table.PrimaryIdAttribute, table.PrimaryNameAttribute, table.EntitySetName));
        Assert.Equal(["mini_code"], Assert.Single(table.Keys).KeyAttributes);
        var count = Assert.IsType<IntegerAttributeMetadata>(table.Attributes.Single(a => a.LogicalName == "mini_count"));
        Assert.Equal((0, 100), (count.MinValue, count.MaxValue));
        Assert.Equal(CascadeType.Cascade, table.ManyToOneRelationships.Single(r => r.SchemaName == "mini_lead_things").CascadeConfiguration.Delete);
    }

    [Fact]
    public void Requests_are_counted_by_who_made_them()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PostOperation, run => run.Service.Create(new Entity("task") { ["subject"] = "sync" }), rank: 1);
        org.On("Create", "lead", Stage.PostOperation, run => run.Service.Create(new Entity("account") { ["name"] = "async" }), isAsync: true);
        org.On("Create", "account", Stage.PostOperation, run => run.Service.Retrieve("account", run.Context.PrimaryEntityId, new ColumnSet(false)));
        org.Organization.Requests.Reset();
        org.Lead();
        org.Organization.RunAsyncJobs();
        Assert.Equal(
            [
                new RequestCount(RequestOrigin.Outside, "Create", "lead", 1),
                new RequestCount(RequestOrigin.SyncPlugin, "Create", "task", 1),
                new RequestCount(RequestOrigin.AsyncJob, "Create", "account", 1),
                new RequestCount(RequestOrigin.AsyncJob, "Retrieve", "account", 1),
            ],
            org.Organization.Requests.Snapshot());
    }

    private static TestOrganization Imported()
    {
        var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution().Zip());
        return org;
    }
}
