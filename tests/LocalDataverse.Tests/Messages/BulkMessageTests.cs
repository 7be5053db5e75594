using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Import;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Messages;

public sealed class BulkMessageTests : IDisposable
{
    private readonly TestOrganization _org = new();

    public void Dispose() => _org.Dispose();

    [Fact]
    public void A_step_on_the_bulk_message_runs_once_for_all_rows_and_one_on_the_single_message_for_each()
    {
        _org.On("Create", "lead", Stage.PreOperation, run => _org.Log.Add($"single {run.Target["lastname"]}"));
        _org.On("CreateMultiple", "lead", Stage.PreOperation, run => _org.Log.Add($"{run.Context.MessageName} of {run.Context.PrimaryEntityName}: {Names(run)}"));
        CreateMultiple("A", "B");
        Assert.Equal(["single A", "single B", "CreateMultiple of lead: A B"], _org.Log);
    }

    [Fact]
    public void A_step_on_CreateMultiple_runs_for_a_single_Create_with_one_row()
    {
        _org.On("CreateMultiple", "lead", Stage.PreValidation, run => _org.Log.Add($"{run.Context.Stage} {Names(run)} {run.Context.IsInTransaction}"));
        _org.On("CreateMultiple", "lead", Stage.PostOperation, run => _org.Log.Add($"{run.Context.Stage} {Names(run)} {((Guid[])run.Context.OutputParameters["Ids"]).Single()}"));
        var id = _org.Lead("A");
        Assert.Equal(["10 A False", $"40 A {id}"], _org.Log);
    }

    [Fact]
    public void A_step_on_UpdateMultiple_runs_for_a_single_Update_and_for_the_rows_of_an_UpdateMultiple()
    {
        var ids = CreateMultiple("A", "B");
        _org.On("UpdateMultiple", "lead", Stage.PostOperation, run => _org.Log.Add(string.Join(' ', Targets(run).Select(t => t["subject"]))));
        _org.Service.Update(new Entity("lead", ids[0]) { ["subject"] = "1" });
        UpdateMultiple(new Entity("lead", ids[0]) { ["subject"] = "2" }, new Entity("lead", ids[1]) { ["subject"] = "3" });
        Assert.Equal(["1", "2 3"], _org.Log);
    }

    [Fact]
    public void What_steps_change_in_a_row_is_seen_by_later_stages_of_both_messages_and_saved()
    {
        _org.On("Create", "lead", Stage.PreOperation, run => run.Target["subject"] = $"single {run.Target["lastname"]}");
        _org.On("CreateMultiple", "lead", Stage.PreOperation, run =>
        {
            foreach (var row in Targets(run))
            {
                row["jobtitle"] = $"bulk after {row["subject"]}";
            }
        });
        _org.On("Create", "lead", Stage.PostOperation, run => _org.Log.Add((string)run.Target["jobtitle"]));
        var ids = CreateMultiple("A", "B");
        Assert.Equal(["bulk after single A", "bulk after single B"], _org.Log);
        Assert.Equal("bulk after single B", _org.Read("lead", ids[1])["jobtitle"]);
    }

    [Fact]
    public void A_row_put_in_place_of_another_goes_on_in_its_stead()
    {
        _org.On("CreateMultiple", "lead", Stage.PreOperation, run => Targets(run)[0] = new Entity("lead", Targets(run)[0].Id) { ["lastname"] = "Other" });
        Assert.Equal("Other", _org.Read("lead", _org.Lead("A"))["lastname"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_step_may_not_add_rows_or_take_them_away(bool adds)
    {
        _org.On("CreateMultiple", "lead", Stage.PreOperation, run =>
        {
            if (adds)
            {
                Targets(run).Add(new Entity("lead"));
            }
            else
            {
                Targets(run).RemoveAt(0);
            }
        });
        Assert.Contains("added rows to Targets or took some away", TestOrganization.Fault(() => CreateMultiple("A", "B")).Message, StringComparison.Ordinal);
        Assert.Equal(0, _org.Count("lead"));
    }

    [Fact]
    public void Images_of_a_bulk_step_come_one_for_each_row_in_the_order_of_Targets()
    {
        var ids = CreateMultiple("A", "B");
        var images = new[] { new ImageDefinition("image", true, true, ["lastname"]) };
        foreach (var isAsync in new[] { false, true })
        {
            _org.On("UpdateMultiple", "lead", Stage.PostOperation, run =>
            {
                static string Of(EntityImageCollection[] all) => string.Join(' ', all.Select(i => i["image"]["lastname"]));
                _org.Log.Add($"{Of(run.Context.PreEntityImagesCollection)} -> {Of(run.Context.PostEntityImagesCollection)}, {run.Context.PreEntityImages.Count}");
            }, isAsync, images: images);
        }

        UpdateMultiple(new Entity("lead", ids[1]) { ["lastname"] = "b" }, new Entity("lead", ids[0]) { ["lastname"] = "a" });
        _org.Organization.RunAsyncJobs();
        Assert.Equal(["B A -> b a, 0", "B A -> b a, 0"], _org.Log);
    }

    [Fact]
    public void Filtering_columns_of_a_bulk_step_look_at_every_row()
    {
        var ids = CreateMultiple("A", "B");
        _org.On("UpdateMultiple", "lead", Stage.PostOperation, _ => _org.Log.Add("ran"), filtering: ["subject"]);
        UpdateMultiple(new Entity("lead", ids[0]) { ["jobtitle"] = "CEO" }, new Entity("lead", ids[1]) { ["jobtitle"] = "CFO" });
        Assert.Empty(_org.Log);
        UpdateMultiple(new Entity("lead", ids[0]) { ["jobtitle"] = "CEO" }, new Entity("lead", ids[1]) { ["subject"] = "new" });
        Assert.Equal(["ran"], _org.Log);
    }

    [Fact]
    public void A_stage_is_through_with_all_rows_before_the_next_begins()
    {
        foreach (var stage in new[] { Stage.PreValidation, Stage.PreOperation, Stage.PostOperation })
        {
            _org.On("Create", "lead", stage, run => _org.Log.Add($"{run.Context.Stage}{run.Target["lastname"]}"));
        }

        CreateMultiple("A", "B");
        Assert.Equal(["10A", "10B", "20A", "20B", "40A", "40B"], _org.Log);
    }

    [Fact]
    public void Rows_share_no_variables_with_one_another()
    {
        _org.On("Create", "lead", Stage.PreOperation, run => run.Context.SharedVariables["name"] = run.Target["lastname"]);
        _org.On("Create", "lead", Stage.PostOperation, run => _org.Log.Add((string)run.Context.SharedVariables["name"]));
        CreateMultiple("A", "B");
        Assert.Equal(["A", "B"], _org.Log);
    }

    [Fact]
    public void A_row_with_state_and_other_columns_goes_through_once_for_each_kind()
    {
        var ids = CreateMultiple("A", "B");
        _org.On("Update", "lead", Stage.PostOperation, run => _org.Log.Add(run.Target.Contains("statecode") ? "state" : (string)run.Target["subject"]));
        _org.On("UpdateMultiple", "lead", Stage.PostOperation, run => _org.Log.Add($"of {Targets(run).Count}"));
        UpdateMultiple(
            new Entity("lead", ids[0]) { ["subject"] = "1" },
            new Entity("lead", ids[1]) { ["subject"] = "2", ["statecode"] = new OptionSetValue(2) });
        Assert.Equal(["1", "2", "of 2", "state", "of 1"], _org.Log);
        Assert.Equal(2, _org.Read("lead", ids[1]).GetAttributeValue<OptionSetValue>("statecode").Value);
    }

    [Fact]
    public void UpsertMultiple_creates_what_is_not_there_updates_the_rest_and_answers_in_order()
    {
        var id = _org.Lead("A");
        foreach (var message in new[] { "Create", "CreateMultiple", "Update", "UpdateMultiple" })
        {
            _org.On(message, "lead", Stage.PostOperation, run => _org.Log.Add(run.Context.MessageName));
        }

        var other = Guid.NewGuid();
        var response = (UpsertMultipleResponse)_org.Service.Execute(new UpsertMultipleRequest
        {
            Targets = new EntityCollection([new Entity("lead", id) { ["lastname"] = "a" }, new Entity("lead", other) { ["lastname"] = "B" }, new Entity("lead") { ["lastname"] = "C" }]) { EntityName = "lead" },
        });
        Assert.Equal([(false, id), (true, other)], response.Results.Take(2).Select(r => (r.RecordCreated, r.Target.Id)));
        Assert.True(response.Results[2].RecordCreated);
        Assert.Equal("C", _org.Read("lead", response.Results[2].Target.Id)["lastname"]);
        Assert.Equal(["Create", "Create", "CreateMultiple", "Update", "UpdateMultiple"], _org.Log);
    }

    [Fact]
    public void UpsertMultiple_with_the_same_new_row_twice_is_refused_whole()
    {
        var id = Guid.NewGuid();
        var rows = new EntityCollection([new Entity("lead", id) { ["lastname"] = "A" }, new Entity("lead", id) { ["lastname"] = "B" }]) { EntityName = "lead" };
        Assert.Equal(ErrorCodes.DuplicateRecord, TestOrganization.Fault(() => _org.Service.Execute(new UpsertMultipleRequest { Targets = rows })).ErrorCode);
        Assert.Equal(0, _org.Count("lead"));
    }

    [Fact]
    public void UpsertMultiple_finds_rows_by_alternate_key()
    {
        _org.Organization.ImportSolution(new MiniSolution().Zip());
        UpsertResponse[] Upsert(params string[] codes) => ((UpsertMultipleResponse)_org.Service.Execute(new UpsertMultipleRequest
        {
            Targets = new EntityCollection([.. codes.Select(c => new Entity("mini_thing", "mini_code", c) { ["mini_name"] = c })]) { EntityName = "mini_thing" },
        })).Results;
        var first = Upsert("A");
        var second = Upsert("B", "A");
        Assert.Equal([true, false], second.Select(r => r.RecordCreated));
        Assert.Equal(first[0].Target.Id, second[1].Target.Id);
    }

    [Theory]
    [InlineData("CreateMultiple")]
    [InlineData("UpdateMultiple")]
    [InlineData("UpsertMultiple")]
    public void A_table_that_does_not_answer_the_bulk_message_refuses_it(string message)
    {
        var request = new OrganizationRequest(message) { ["Targets"] = new EntityCollection([new Entity("queue") { ["name"] = "q" }]) { EntityName = "queue" } };
        var fault = TestOrganization.Fault(() => _org.Service.Execute(request));
        Assert.Equal(ErrorCodes.MessageNotOnTable, fault.ErrorCode);
        Assert.Contains($"The '{message}' method does not support entities of type 'queue'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_Create_of_a_table_without_bulk_messages_raises_none()
    {
        _org.On("CreateMultiple", null, Stage.PostOperation, run => _org.Log.Add(run.Context.PrimaryEntityName));
        _org.Service.Create(new Entity("queue") { ["name"] = "q" });
        _org.Lead();
        Assert.Equal(["lead"], _org.Log);
    }

    [Fact]
    public void Inside_a_plug_in_a_bulk_message_is_refused()
    {
        _org.On("Create", "task", Stage.PostOperation, run => run.Service.Execute(new CreateMultipleRequest { Targets = new EntityCollection([new Entity("lead") { ["lastname"] = "A" }]) { EntityName = "lead" } }));
        Assert.Contains("CreateMultiple inside a plug-in", TestOrganization.Fault(() => _org.Service.Create(new Entity("task") { ["subject"] = "call" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stage_10_of_a_bulk_message_runs_outside_the_transaction_and_the_rest_keeps_all_or_none()
    {
        _org.On("Create", "lead", Stage.PreValidation, run => run.Service.Create(new Entity("task") { ["subject"] = "seen" }));
        _org.On("CreateMultiple", "lead", Stage.PostOperation, _ => throw new InvalidPluginExecutionException("no"));
        TestOrganization.Fault(() => CreateMultiple("A", "B"));
        Assert.Equal((0, 2), (_org.Count("lead"), _org.Count("task")));
    }

    private static DataCollection<Entity> Targets(PluginRun run) => ((EntityCollection)run.Context.InputParameters["Targets"]).Entities;

    private static string Names(PluginRun run) => string.Join(' ', Targets(run).Select(t => t["lastname"]));

    private Guid[] CreateMultiple(params string[] names) => ((CreateMultipleResponse)_org.Service.Execute(new CreateMultipleRequest
    {
        Targets = new EntityCollection([.. names.Select(n => new Entity("lead") { ["lastname"] = n })]) { EntityName = "lead" },
    })).Ids;

    private void UpdateMultiple(params Entity[] rows) =>
        _org.Service.Execute(new UpdateMultipleRequest { Targets = new EntityCollection([.. rows]) { EntityName = "lead" } });
}
