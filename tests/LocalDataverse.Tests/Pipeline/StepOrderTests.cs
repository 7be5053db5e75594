using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Pipeline;

public class StepOrderTests
{
    [Fact]
    public void Steps_run_by_stage_then_rank_then_name()
    {
        using var org = new TestOrganization();
        void Add(string name, Stage stage, int rank) => org.On("Create", "lead", stage, _ => org.Log.Add(name), rank: rank, name: name);
        Add("post", Stage.PostOperation, 1);
        Add("pre b", Stage.PreOperation, 2);
        Add("pre a", Stage.PreOperation, 2);
        Add("pre z", Stage.PreOperation, 1);
        Add("validate", Stage.PreValidation, 9);
        org.Lead();
        Assert.Equal(["validate", "pre z", "pre a", "pre b", "post"], org.Log);
    }

    [Fact]
    public void Only_stage_10_runs_outside_the_transaction()
    {
        using var org = new TestOrganization();
        foreach (var stage in new[] { Stage.PreValidation, Stage.PreOperation, Stage.PostOperation })
        {
            org.On("Create", "lead", stage, run => org.Log.Add($"{run.Context.Stage} {run.Context.IsInTransaction}"));
        }

        org.Lead();
        Assert.Equal(["10 False", "20 True", "40 True"], org.Log);
    }

    [Fact]
    public void Stage_10_of_an_inner_request_is_inside_the_callers_transaction()
    {
        using var org = new TestOrganization();
        org.On("Create", "task", Stage.PreValidation, run => org.Log.Add($"{run.Context.IsInTransaction}"));
        org.On("Create", "lead", Stage.PostOperation, run => run.Service.Create(new Entity("task") { ["subject"] = "call" }));
        org.Lead();
        Assert.Equal(["True"], org.Log);
    }

    [Fact]
    public void A_step_without_table_runs_for_every_table()
    {
        using var org = new TestOrganization();
        org.On("Create", null, Stage.PostOperation, run => org.Log.Add(run.Context.PrimaryEntityName));
        org.Lead();
        org.Service.Create(new Entity("account") { ["name"] = "Durand SA" });
        Assert.Equal(["lead", "account"], org.Log);
    }

    [Fact]
    public void A_step_with_filtering_columns_runs_only_when_one_of_them_is_updated()
    {
        using var org = new TestOrganization();
        org.On("Update", "lead", Stage.PostOperation, _ => org.Log.Add("ran"), filtering: ["subject"]);
        var id = org.Lead();
        org.Service.Update(new Entity("lead", id) { ["jobtitle"] = "CEO" });
        Assert.Empty(org.Log);
        org.Service.Update(new Entity("lead", id) { ["subject"] = "Demo" });
        Assert.Equal(["ran"], org.Log);
    }

    [Fact]
    public void Filtering_columns_mean_nothing_to_a_create()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PostOperation, _ => org.Log.Add("ran"), filtering: ["subject"]);
        org.Lead();
        Assert.Equal(["ran"], org.Log);
    }

    [Fact]
    public void Filtering_columns_are_looked_at_after_earlier_steps_changed_the_target()
    {
        using var org = new TestOrganization();
        org.On("Update", "lead", Stage.PreOperation, run => run.Target["subject"] = "set by a step", rank: 1);
        org.On("Update", "lead", Stage.PreOperation, _ => org.Log.Add("same stage"), rank: 2, filtering: ["subject"]);
        org.On("Update", "lead", Stage.PostOperation, _ => org.Log.Add("later stage"), filtering: ["subject"]);
        org.On("Update", "lead", Stage.PreOperation, _ => org.Log.Add("too early"), rank: 0, filtering: ["subject"]);
        var id = org.Lead();
        org.Service.Update(new Entity("lead", id) { ["jobtitle"] = "CEO" });
        Assert.Equal(["same stage", "later stage"], org.Log);
    }

    [Fact]
    public void What_pre_operation_puts_into_the_target_is_saved()
    {
        using var org = new TestOrganization();
        org.On("Update", "lead", Stage.PreOperation, run =>
        {
            run.Target["subject"] = "added";
            run.Target.Attributes.Remove("jobtitle");
        });
        var id = org.Lead();
        org.Service.Update(new Entity("lead", id) { ["jobtitle"] = "CEO" });
        var lead = org.Read("lead", id);
        Assert.Equal("added", lead.GetAttributeValue<string>("subject"));
        Assert.False(lead.Contains("jobtitle"));
    }

    [Fact]
    public void The_callers_own_row_is_not_touched_by_steps()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PreOperation, run =>
        {
            run.Target["subject"] = "added";
            run.Target.GetAttributeValue<OptionSetValue>("leadsourcecode").Value = 2;
        });
        var mine = new Entity("lead") { ["lastname"] = "Martin", ["leadsourcecode"] = new OptionSetValue(1) };
        org.Service.Create(mine);
        Assert.False(mine.Contains("subject"));
        Assert.Equal(1, mine.GetAttributeValue<OptionSetValue>("leadsourcecode").Value);
    }

    [Fact]
    public void One_instance_serves_a_step_for_ever()
    {
        using var org = new TestOrganization();
        var made = 0;
        org.Organization.Platform.Steps.Add(new StepDefinition
        {
            Id = Guid.NewGuid(),
            Name = "counted",
            Message = "Create",
            Table = "lead",
            Stage = Stage.PreOperation,
            Plugin = new PluginFactory("Tests.Counted", (_, _) =>
            {
                made++;
                return new InlinePlugin(_ => { });
            }),
        });
        org.Lead();
        org.Lead();
        Assert.Equal(1, made);
    }

    [Fact]
    public void An_update_of_state_owner_and_other_columns_runs_the_inner_steps_for_each_and_stage_10_once()
    {
        using var org = new TestOrganization();
        org.On("Update", "lead", Stage.PreValidation, run => org.Log.Add("10 " + Columns(run.Target)));
        org.On("Update", "lead", Stage.PreOperation, run => org.Log.Add("20 " + Columns(run.Target)));
        org.On("Update", "lead", Stage.PostOperation, run => org.Log.Add("40 " + Columns(run.Target)));
        var id = org.Lead();
        org.Service.Update(new Entity("lead", id)
        {
            ["subject"] = "Demo",
            ["statecode"] = new OptionSetValue(2),
            ["ownerid"] = new EntityReference("systemuser", org.Organization.AdministratorId),
        });
        Assert.Equal(["10 ownerid statecode subject", "20 subject", "40 subject", "20 ownerid", "40 ownerid", "20 statecode", "40 statecode statuscode"], org.Log);
    }

    private static string Columns(Entity target) =>
        string.Join(' ', target.Attributes.Select(a => a.Key).Intersect(["subject", "ownerid", "statecode", "statuscode"]).Order());

    [Fact]
    public void The_id_among_the_columns_does_not_run_the_steps_of_a_state_change_twice()
    {
        using var org = new TestOrganization();
        org.On("Update", "lead", Stage.PostOperation, run => org.Log.Add(string.Join(' ', run.Target.Attributes.Keys.Intersect(["leadid", "statecode", "subject"]).Order())));
        var id = org.Lead();
        org.Service.Update(new Entity("lead", id) { ["leadid"] = id, ["statecode"] = new OptionSetValue(2) });
        Assert.Equal(["leadid statecode"], org.Log);
        org.Service.Update(new Entity("lead", id) { ["leadid"] = id, ["statecode"] = new OptionSetValue(0), ["subject"] = "Demo" });
        Assert.Equal(["leadid statecode", "leadid subject", "leadid statecode"], org.Log);
    }
}
