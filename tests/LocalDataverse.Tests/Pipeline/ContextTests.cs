using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Pipeline;

public class ContextTests
{
    [Fact]
    public void The_context_says_who_what_when_and_where()
    {
        using var org = new TestOrganization();
        IPluginExecutionContext? seen = null;
        org.On("Create", "lead", Stage.PostOperation, run => seen = run.Context, name: "look");
        var id = org.Lead();
        Assert.NotNull(seen);
        Assert.Equal(("Create", "lead", id), (seen.MessageName, seen.PrimaryEntityName, seen.PrimaryEntityId));
        Assert.Equal((org.Organization.AdministratorId, org.Organization.AdministratorId), (seen.UserId, seen.InitiatingUserId));
        Assert.Equal(TestOrganization.Start, seen.OperationCreatedOn);
        Assert.Equal(DateTimeKind.Utc, seen.OperationCreatedOn.Kind);
        Assert.Equal((1, 0, 2), (seen.Depth, seen.Mode, seen.IsolationMode));
        Assert.Equal(org.Organization.OrganizationId, seen.OrganizationId);
        Assert.Equal("look", seen.OwningExtension.Name);
        Assert.Equal(id, seen.OutputParameters["id"]);
        Assert.Equal(("Create", 30), (seen.ParentContext.MessageName, seen.ParentContext.Stage));
        Assert.Null(seen.ParentContext.ParentContext);
    }

    [Fact]
    public void The_target_of_a_create_has_its_id_and_the_platforms_values_in_pre_operation_but_not_before()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PreValidation, run => org.Log.Add($"{run.Target.Contains("createdon")} {run.Target.Id == Guid.Empty}"));
        org.On("Create", "lead", Stage.PreOperation, run => org.Log.Add($"{run.Target.Contains("createdon")} {run.Target.Id == Guid.Empty}"));
        org.Lead();
        Assert.Equal(["False True", "True False"], org.Log);
    }

    [Fact]
    public void An_inner_request_is_one_deeper_has_a_parent_and_keeps_the_correlation()
    {
        using var org = new TestOrganization();
        var contexts = new List<IPluginExecutionContext>();
        org.On("Create", "lead", Stage.PostOperation, run =>
        {
            contexts.Add(run.Context);
            run.Service.Create(new Entity("task") { ["subject"] = "call" });
        });
        org.On("Create", "task", Stage.PreOperation, run => contexts.Add(run.Context));
        org.Lead();
        Assert.Equal((1, 2), (contexts[0].Depth, contexts[1].Depth));
        Assert.Equal(("task", 30), (contexts[1].ParentContext.PrimaryEntityName, contexts[1].ParentContext.Stage));
        Assert.Same(contexts[0], contexts[1].ParentContext.ParentContext);
        Assert.Equal(contexts[0].CorrelationId, contexts[1].CorrelationId);
    }

    [Fact]
    public void Shared_variables_flow_to_post_operation_and_are_seen_from_inner_requests_through_the_parents()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PreOperation, run => run.Context.SharedVariables["from"] = "20");
        org.On("Create", "lead", Stage.PostOperation, run =>
        {
            org.Log.Add((string)run.Context.SharedVariables["from"]);
            run.Service.Create(new Entity("task") { ["subject"] = "call" });
        });
        org.On("Create", "task", Stage.PreOperation, run =>
            org.Log.Add($"{run.Context.SharedVariables.Contains("from")} {run.Context.ParentContext.ParentContext.SharedVariables["from"]}"));
        org.Lead();
        Assert.Equal(["20", "False 20"], org.Log);
    }

    [Theory]
    [InlineData("Create")]
    [InlineData("Update")]
    [InlineData("Delete")]
    public void What_pre_validation_shares_is_found_by_later_stages_in_the_parent_context(string message)
    {
        using var org = new TestOrganization();
        var id = message == "Create" ? Guid.Empty : org.Lead();
        org.On(message, "lead", Stage.PreValidation, run => run.Context.SharedVariables["from"] = "10");
        foreach (var isAsync in new[] { false, true })
        {
            org.On(message, "lead", Stage.PostOperation, run => org.Log.Add(
                $"{run.Context.SharedVariables.Contains("from")} {run.Context.ParentContext.SharedVariables["from"]}"), isAsync);
        }

        switch (message)
        {
            case "Create": org.Lead(); break;
            case "Update": org.Service.Update(new Entity("lead", id) { ["subject"] = "new" }); break;
            default: org.Service.Delete("lead", id); break;
        }

        org.Organization.RunAsyncJobs();
        Assert.Equal(["False 10", "False 10"], org.Log);
    }

    [Fact]
    public void Of_other_messages_pre_validation_shares_with_all_stages()
    {
        using var org = new TestOrganization();
        var id = org.Lead();
        org.On("Retrieve", "lead", Stage.PreValidation, run => run.Context.SharedVariables["from"] = "10");
        org.On("Retrieve", "lead", Stage.PostOperation, run => org.Log.Add((string)run.Context.SharedVariables["from"]));
        org.Read("lead", id);
        Assert.Equal(["10"], org.Log);
    }

    [Fact]
    public void The_tag_of_a_request_is_a_shared_variable_in_every_stage()
    {
        using var org = new TestOrganization();
        foreach (var stage in new[] { Stage.PreValidation, Stage.PreOperation, Stage.PostOperation })
        {
            org.On("Create", "lead", stage, run => org.Log.Add((string)run.Context.SharedVariables["tag"]));
        }

        org.On("CreateMultiple", "lead", Stage.PostOperation, run => org.Log.Add((string)run.Context.SharedVariables["tag"]));
        org.Service.Execute(new CreateRequest { Target = new Entity("lead") { ["lastname"] = "Martin" }, ["tag"] = "import" });
        Assert.Equal(["import", "import", "import", "import"], org.Log);
    }

    [Fact]
    public void A_service_for_no_user_acts_as_SYSTEM_and_keeps_the_initiating_user()
    {
        using var org = new TestOrganization();
        Guid task = default;
        org.On("Create", "lead", Stage.PostOperation, run => task = run.Factory.CreateOrganizationService(null).Create(new Entity("task") { ["subject"] = "call" }));
        org.On("Create", "task", Stage.PreOperation, run => org.Log.Add($"{run.Context.InitiatingUserId == org.Organization.AdministratorId} {run.Context.UserId == org.Organization.AdministratorId}"));
        org.Lead();
        var createdBy = org.Read("task", task).GetAttributeValue<EntityReference>("createdby").Id;
        Assert.Equal("SYSTEM", org.Read("systemuser", createdBy).GetAttributeValue<string>("fullname"));
        Assert.Equal(["True False"], org.Log);
    }

    [Fact]
    public void Requests_that_set_one_another_off_stop_at_depth_eight()
    {
        using var org = new TestOrganization();
        org.On("Create", "task", Stage.PostOperation, run =>
        {
            org.Log.Add($"{run.Context.Depth}");
            run.Service.Create(new Entity("task") { ["subject"] = "again" });
        });
        var fault = TestOrganization.Fault(() => org.Service.Create(new Entity("task") { ["subject"] = "first" }));
        Assert.Contains("infinite loop", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8"], org.Log);
    }

    [Fact]
    public void A_chain_of_exactly_eight_is_allowed()
    {
        using var org = new TestOrganization();
        org.On("Create", "task", Stage.PostOperation, run =>
        {
            org.Log.Add($"{run.Context.Depth}");
            if (run.Context.Depth < 8)
            {
                run.Service.Create(new Entity("task") { ["subject"] = "again" });
            }
        });
        org.Service.Create(new Entity("task") { ["subject"] = "first" });
        Assert.Equal(8, org.Log.Count);
    }

    [Fact]
    public void What_a_plug_in_traces_is_kept_with_where_it_came_from()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PostOperation, run =>
        {
            run.Tracing.Trace("scored {0}", 42);
            run.Tracing.Trace("a stray { brace");
        });
        org.Lead();
        Assert.Collection(
            org.Organization.Traces,
            t => Assert.Equal(("scored 42", "Create", "lead", 1), (t.Text, t.Message, t.Table, t.Depth)),
            t => Assert.Equal("a stray { brace", t.Text));
    }
}
