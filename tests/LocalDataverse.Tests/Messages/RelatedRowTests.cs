using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Import;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Messages;

public sealed class RelatedRowTests : IDisposable
{
    private static readonly Relationship LeadThings = new("mini_lead_things");
    private static readonly Relationship TaskThings = new("mini_task_things");
    private readonly TestOrganization _org = new();

    public RelatedRowTests() => _org.Organization.ImportSolution(new MiniSolution().Zip());

    public void Dispose() => _org.Dispose();

    [Fact]
    public void A_Create_carries_its_children_which_point_to_it_and_run_their_own_steps()
    {
        _org.On("Create", "mini_thing", Stage.PreOperation, run => _org.Log.Add($"{run.Target["mini_name"]} at depth {run.Context.Depth}"));
        var lead = new Entity("lead") { ["lastname"] = "Martin" };
        lead.RelatedEntities[LeadThings] = new EntityCollection([Thing("a"), Thing("b")]);
        var id = _org.Service.Create(lead);
        Assert.Equal(["a", "b"], Things(id));
        Assert.Equal(["a at depth 1", "b at depth 1"], _org.Log);
        Assert.False(lead.RelatedEntities[LeadThings].Entities[0].Contains("mini_leadid"));
    }

    [Fact]
    public void A_Create_carries_the_row_it_points_to_and_rows_of_rows()
    {
        var thing = Thing("child");
        var lead = new Entity("lead") { ["lastname"] = "Parent" };
        lead.RelatedEntities[LeadThings] = new EntityCollection([Thing("sibling")]);
        thing.RelatedEntities[LeadThings] = new EntityCollection([lead]);
        thing.RelatedEntities[TaskThings] = new EntityCollection([new Entity("task") { ["subject"] = "call" }]);
        var saved = _org.Read("mini_thing", _org.Service.Create(thing));
        var parent = saved.GetAttributeValue<EntityReference>("mini_leadid").Id;
        Assert.Equal("Parent", _org.Read("lead", parent)["lastname"]);
        Assert.Equal(["child", "sibling"], Things(parent));
        Assert.Equal("call", _org.Read("task", saved.GetAttributeValue<EntityReference>("mini_taskid").Id)["subject"]);
    }

    [Fact]
    public void A_Create_carries_rows_linked_many_to_many()
    {
        var unit = new EntityReference("businessunit", _org.Organization.Platform.System.BusinessUnitId);
        var team = new Entity("team") { ["name"] = "Pair", ["businessunitid"] = unit };
        team.RelatedEntities[new Relationship("teammembership_association")] =
            new EntityCollection([new Entity("systemuser") { ["lastname"] = "Petit", ["domainname"] = "luc@localhost", ["businessunitid"] = unit }]);
        var id = _org.Service.Create(team);
        var link = _org.Service.RetrieveMultiple(new QueryExpression("teammembership") { ColumnSet = new ColumnSet(true) }).Entities.Single(l => (Guid)l["teamid"] == id);
        Assert.Equal("Petit", _org.Read("systemuser", (Guid)link["systemuserid"])["lastname"]);
    }

    [Fact]
    public void When_a_carried_row_fails_nothing_is_kept()
    {
        var lead = new Entity("lead") { ["lastname"] = "Martin" };
        lead.RelatedEntities[LeadThings] = new EntityCollection([Thing("a"), Thing(new string('x', 21))]);
        TestOrganization.Fault(() => _org.Service.Create(lead));
        Assert.Equal((0, 0), (_org.Count("lead"), _org.Count("mini_thing")));
    }

    [Fact]
    public void An_Update_changes_the_rows_that_are_there_and_creates_the_others()
    {
        var lead = _org.Lead();
        var old = _org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "old", ["mini_leadid"] = new EntityReference("lead", lead) });
        var update = new Entity("lead", lead) { ["subject"] = "new", ["statecode"] = new OptionSetValue(2) };
        update.RelatedEntities[LeadThings] = new EntityCollection([new Entity("mini_thing", old) { ["mini_name"] = "changed" }, Thing("made")]);
        _org.Service.Update(update);
        Assert.Equal(["changed", "made"], Things(lead));
    }

    [Fact]
    public void A_relationship_of_other_tables_or_two_rows_to_point_to_are_refused()
    {
        var lead = new Entity("lead") { ["lastname"] = "Martin" };
        lead.RelatedEntities[TaskThings] = new EntityCollection([Thing("a")]);
        Assert.Contains("no relationship 'mini_task_things' of 'lead'", TestOrganization.Fault(() => _org.Service.Create(lead)).Message, StringComparison.Ordinal);
        var thing = Thing("a");
        thing.RelatedEntities[LeadThings] = new EntityCollection([new Entity("lead") { ["lastname"] = "A" }, new Entity("lead") { ["lastname"] = "B" }]);
        Assert.Contains("RelatedEntities holds 2", TestOrganization.Fault(() => _org.Service.Create(thing)).Message, StringComparison.Ordinal);
        thing.RelatedEntities[LeadThings] = new EntityCollection([new Entity("task") { ["subject"] = "A" }]);
        Assert.Contains("takes rows of 'lead'; it holds one of 'task'", TestOrganization.Fault(() => _org.Service.Create(thing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_table_linked_with_itself_the_role_says_which_way()
    {
        var relationship = new Relationship("account_parent_account");
        Entity Account(EntityRole? role)
        {
            var account = new Entity("account") { ["name"] = "One" };
            account.RelatedEntities[new Relationship(relationship.SchemaName) { PrimaryEntityRole = role }] = new EntityCollection([new Entity("account") { ["name"] = "Other" }]);
            return account;
        }

        Assert.Contains("Set PrimaryEntityRole", TestOrganization.Fault(() => _org.Service.Create(Account(null))).Message, StringComparison.Ordinal);
        Assert.True(_org.Read("account", _org.Service.Create(Account(EntityRole.Referencing))).Contains("parentaccountid"));
        Assert.False(_org.Read("account", _org.Service.Create(Account(EntityRole.Referenced))).Contains("parentaccountid"));
    }

    [Fact]
    public void A_Retrieve_reads_related_rows_in_every_direction()
    {
        var lead = _org.Lead("Parent");
        var first = _org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "first", ["mini_leadid"] = new EntityReference("lead", lead) });
        _org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "second", ["mini_leadid"] = new EntityReference("lead", lead) });
        _org.Service.Create(new Entity("mini_thing") { ["mini_name"] = "stranger" });
        var query = new QueryExpression("mini_thing") { ColumnSet = new ColumnSet("mini_name") };
        query.Criteria.AddCondition("mini_name", ConditionOperator.Equal, "first");
        Assert.Equal(["first"], Related("lead", lead, LeadThings, query).Select(e => e["mini_name"]));
        Assert.Single(query.Criteria.Conditions);
        Assert.Equal(["Parent"], Related("mini_thing", first, LeadThings, new QueryExpression("lead") { ColumnSet = new ColumnSet("lastname") }).Select(e => e["lastname"]));
        Assert.Empty(Related("mini_thing", first, TaskThings, new QueryExpression("task")));

        var team = _org.Service.Create(new Entity("team") { ["name"] = "Pair", ["businessunitid"] = new EntityReference("businessunit", _org.Organization.Platform.System.BusinessUnitId) });
        var membership = new Relationship("teammembership_association");
        _org.Service.Associate("team", team, membership, [new EntityReference("systemuser", _org.Organization.AdministratorId)]);
        Assert.Equal([_org.Organization.AdministratorId], Related("team", team, membership, new QueryExpression("systemuser")).Select(e => e.Id));
        Assert.Contains(Related("systemuser", _org.Organization.AdministratorId, membership, new QueryExpression("team")), t => t.Id == team);
    }

    [Fact]
    public void A_related_query_of_another_table_or_kind_is_refused()
    {
        var lead = _org.Lead();
        Assert.Contains("the rows related by it are of 'mini_thing'", TestOrganization.Fault(() => Related("lead", lead, LeadThings, new QueryExpression("task"))).Message, StringComparison.Ordinal);
        Assert.Contains("FetchExpression in RelatedEntitiesQuery", TestOrganization.Fault(() => Related("lead", lead, LeadThings, new FetchExpression("<fetch/>"))).Message, StringComparison.Ordinal);
    }

    private static Entity Thing(string name) => new("mini_thing") { ["mini_name"] = name };

    private DataCollection<Entity> Related(string table, Guid id, Relationship relationship, QueryBase query)
    {
        var request = new RetrieveRequest { Target = new EntityReference(table, id), ColumnSet = new ColumnSet(false), RelatedEntitiesQuery = new RelationshipQueryCollection { { relationship, query } } };
        return ((RetrieveResponse)_org.Service.Execute(request)).Entity.RelatedEntities[relationship].Entities;
    }

    private string[] Things(Guid lead)
    {
        var query = new QueryExpression("mini_thing") { ColumnSet = new ColumnSet("mini_name") };
        query.Criteria.AddCondition("mini_leadid", ConditionOperator.Equal, lead);
        query.AddOrder("mini_name", OrderType.Ascending);
        return [.. _org.Service.RetrieveMultiple(query).Entities.Select(e => (string)e["mini_name"])];
    }
}
