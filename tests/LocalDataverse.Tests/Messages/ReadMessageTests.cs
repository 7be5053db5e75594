using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Messages;

public class ReadMessageTests
{
    [Fact]
    public void A_step_after_Retrieve_may_change_what_the_caller_gets()
    {
        using var org = new TestOrganization();
        org.On("Retrieve", "lead", Stage.PostOperation, run => ((Entity)run.Context.OutputParameters["BusinessEntity"])["subject"] = "masked");
        var id = org.Lead("Martin", ("subject", "secret"));
        Assert.Equal("masked", org.Read("lead", id)["subject"]);
    }

    [Fact]
    public void A_step_before_RetrieveMultiple_may_change_the_query()
    {
        using var org = new TestOrganization();
        org.On("RetrieveMultiple", "lead", Stage.PreOperation, run => ((QueryExpression)run.Context.InputParameters["Query"]).Criteria.AddCondition("lastname", ConditionOperator.Equal, "Martin"));
        org.Lead("Martin");
        org.Lead("Durand");
        Assert.Equal(1, org.Count("lead"));
    }

    [Fact]
    public void A_step_on_RetrieveMultiple_of_a_table_runs_for_every_kind_of_query()
    {
        using var org = new TestOrganization();
        org.On("RetrieveMultiple", "lead", Stage.PostOperation, _ => org.Log.Add("ran"));
        org.Lead();
        foreach (var query in new QueryBase[] { new QueryExpression("lead"), new QueryByAttribute("lead") { Attributes = { "lastname" }, Values = { "Martin" } }, new FetchExpression("<fetch><entity name='lead'><attribute name='lastname'/></entity></fetch>") })
        {
            Assert.Single(org.Service.RetrieveMultiple(query).Entities);
        }

        Assert.Equal(3, org.Log.Count);
    }

    [Fact]
    public void UpdateMultiple_takes_every_row_through_the_steps_and_keeps_all_or_none()
    {
        using var org = new TestOrganization();
        var first = org.Lead("A");
        var second = org.Lead("B");
        org.On("Update", "lead", Stage.PreOperation, run => org.Log.Add((string)run.Target["subject"]));
        EntityCollection Rows(Guid other) => new([new Entity("lead", first) { ["subject"] = "1" }, new Entity("lead", other) { ["subject"] = "2" }]) { EntityName = "lead" };
        TestOrganization.Fault(() => org.Service.Execute(new UpdateMultipleRequest { Targets = Rows(Guid.NewGuid()) }));
        Assert.False(org.Read("lead", first).Contains("subject"));
        org.Log.Clear();
        org.Service.Execute(new UpdateMultipleRequest { Targets = Rows(second) });
        Assert.Equal(["1", "2"], org.Log);
        Assert.Equal("2", org.Read("lead", second)["subject"]);
    }

    [Fact]
    public void A_bulk_request_takes_rows_of_one_table_and_at_least_one()
    {
        using var org = new TestOrganization();
        var mixed = new EntityCollection([new Entity("lead") { ["lastname"] = "A" }, new Entity("task") { ["subject"] = "B" }]) { EntityName = "lead" };
        Assert.Contains("it got 'lead' and 'task'", TestOrganization.Fault(() => org.Service.Execute(new CreateMultipleRequest { Targets = mixed })).Message, StringComparison.Ordinal);
        Assert.Equal(0, org.Count("lead"));
        Assert.Contains("got no rows", TestOrganization.Fault(() => org.Service.Execute(new CreateMultipleRequest { Targets = new EntityCollection { EntityName = "lead" } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Requests_from_many_threads_take_turns()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PostOperation, run => run.Service.Create(new Entity("task") { ["subject"] = run.Target["lastname"] }));
        Parallel.For(0, 40, i => org.Organization.CreateService().Create(new Entity("lead") { ["lastname"] = $"Lead {i}" }));
        Assert.Equal((40, 40), (org.Count("lead"), org.Count("task")));
    }

    [Fact]
    public void A_service_for_an_unknown_user_is_refused()
    {
        using var org = new TestOrganization();
        Assert.Throws<ArgumentException>(() => org.Organization.CreateService(Guid.NewGuid()));
    }

    [Fact]
    public void A_service_for_a_user_acts_as_that_user()
    {
        using var org = new TestOrganization();
        var seller = org.Organization.CreateUser("luc", org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead"));
        var id = org.Organization.CreateService(seller).Create(new Entity("lead") { ["lastname"] = "Martin" });
        var lead = org.Read("lead", id);
        Assert.Equal([seller, seller, seller], new[] { "createdby", "ownerid", "modifiedby" }.Select(c => lead.GetAttributeValue<EntityReference>(c).Id));
    }
}
